using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.Assistance.Tables;

/// <summary>A channel that a step of a topic uses. While there is one, the channel cannot be removed.</summary>
internal sealed class TopicChannel
{
    public required Guid TopicId { get; init; }

    /// <summary>The step, from 0.</summary>
    public required int Step { get; init; }

    public required Guid ChannelId { get; init; }

    /// <summary>Its place among the channels of the step, from 0.</summary>
    public required int Place { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<TopicChannel>
    {
        public void Configure(EntityTypeBuilder<TopicChannel> builder)
        {
            builder.ToTable("TopicChannels");
            builder.HasKey(static used => new { used.TopicId, used.Step, used.ChannelId });
            builder.HasIndex(static used => used.ChannelId);
            builder.HasOne<Topic>().WithMany().HasForeignKey(static used => used.TopicId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Channel>().WithMany().HasForeignKey(static used => used.ChannelId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
