using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RobotFunctions.Hub.Access;

namespace RobotFunctions.Hub.Assistance.Tables;

/// <summary>A request that somebody helps: of a bot, or of the Hub itself because of an event. Once it is stored, its notifications are.</summary>
internal sealed class AssistanceRequest
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    /// <summary>The topic, as the configuration wrote its name then.</summary>
    public required string Topic { get; init; }

    public required string Description { get; init; }

    /// <summary>Who needs help.</summary>
    public string? Requester { get; init; }

    /// <summary>Where the person who helps looks first.</summary>
    public string? Url { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>The event that made it; null for a request of a bot.</summary>
    public string? EventType { get; init; }

    /// <summary>The task by which people acknowledge it; null for one that was withdrawn before it had one.</summary>
    public Guid? TaskId { get; set; }

    /// <summary>What requests that count as equal have in common.</summary>
    public required string GroupKey { get; init; }

    /// <summary>How many equal requests it stands for.</summary>
    public int Count { get; set; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When somebody took care of it: nothing more is sent.</summary>
    public DateTimeOffset? AcknowledgedAt { get; set; }

    /// <summary>When it was withdrawn, because no channel took it in time and the caller was told so.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    public string? RequestId { get; init; }

    /// <summary>The W3C trace context of the request.</summary>
    public string? TraceParent { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<AssistanceRequest>
    {
        public void Configure(EntityTypeBuilder<AssistanceRequest> builder)
        {
            builder.ToTable("AssistanceRequests");
            builder.Property(static request => request.Id).ValueGeneratedNever();
            builder.Property(static request => request.Topic).HasMaxLength(200);
            builder.Property(static request => request.Requester).HasMaxLength(200);
            builder.Property(static request => request.Url).HasMaxLength(2000);
            builder.Property(static request => request.Severity).HasConversion<string>().HasMaxLength(20);
            builder.Property(static request => request.EventType).HasMaxLength(100);
            builder.Property(static request => request.GroupKey).HasMaxLength(64);
            builder.HasIndex(static request => new { request.WorkspaceId, request.Id });
            builder.HasIndex(static request => new { request.WorkspaceId, request.GroupKey, request.CreatedAt });
            builder.HasIndex(static request => new { request.WorkspaceId, request.Topic, request.Id });
            builder.HasIndex(static request => request.TaskId);
            builder.HasOne<Workspace>().WithMany().HasForeignKey(static request => request.WorkspaceId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>How urgent a request is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>It can wait for the morning.</summary>
    [JsonStringEnumMemberName("low")]
    Low,

    /// <summary>As the topic says.</summary>
    [JsonStringEnumMemberName("normal")]
    Normal,

    /// <summary>Quiet hours do not hold it back.</summary>
    [JsonStringEnumMemberName("high")]
    High,
}
