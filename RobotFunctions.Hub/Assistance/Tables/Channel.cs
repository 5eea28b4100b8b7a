using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Assistance.Tables;

/// <summary>A way to tell people: a Slack channel, some mail addresses, a webhook, or the log.</summary>
internal sealed class Channel
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required string Name { get; set; }

    /// <summary>The form in which names are compared (<see cref="Store.NameKey"/>), unique in the workspace.</summary>
    public required string NameKey { get; set; }

    public required ChannelKind Kind { get; init; }

    /// <summary>The settings of its kind as JSON, without secrets.</summary>
    public required string Settings { get; set; }

    /// <summary>Its secret, encrypted: the URL of a Slack webhook, the secret that signs a webhook; null for a kind that has none.</summary>
    public byte[]? Secret { get; set; }

    /// <summary>When the next message may be sent. The limit of messages is kept here, because all replicas share it.</summary>
    public required DateTimeOffset FreeAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was deleted: it is in no list any more, and stays because notifications name it. Null while it can be used.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>How often a person or a machine has changed it.</summary>
    public int Version { get; set; }

    /// <summary>The ETag of this version.</summary>
    public string Tag => ETags.Of(Id, Version);

    internal sealed class Configuration : IEntityTypeConfiguration<Channel>
    {
        public void Configure(EntityTypeBuilder<Channel> builder)
        {
            builder.ToTable("Channels");
            builder.Property(static channel => channel.Id).ValueGeneratedNever();
            builder.Property(static channel => channel.Name).HasMaxLength(200);
            builder.Property(static channel => channel.NameKey).HasMaxLength(400);
            builder.Property(static channel => channel.Kind).HasConversion<string>().HasMaxLength(20);
            builder.Ignore(static channel => channel.Tag);
            builder.HasIndex(static channel => new { channel.WorkspaceId, channel.NameKey }).IsUnique();
            builder.HasOne<Workspace>().WithMany().HasForeignKey(static channel => channel.WorkspaceId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>How a channel reaches people.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChannelKind>))]
public enum ChannelKind
{
    /// <summary>A Slack channel, by its incoming webhook.</summary>
    [JsonStringEnumMemberName("slack")]
    Slack,

    /// <summary>Mail addresses, by SMTP.</summary>
    [JsonStringEnumMemberName("email")]
    Email,

    /// <summary>An HTTP endpoint that verifies signatures (Standard Webhooks).</summary>
    [JsonStringEnumMemberName("webhook")]
    Webhook,

    /// <summary>The Hub's own log: for development.</summary>
    [JsonStringEnumMemberName("log")]
    Log,
}
