using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Delivery;

/// <summary>A destination, and which events of its workspace it gets.</summary>
internal sealed class Subscription
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required string Name { get; set; }

    public required SubscriptionKind Kind { get; init; }

    /// <summary>Where events are sent. It has no credential in it: the signature of a storage queue's URL is in <see cref="Credential"/>.</summary>
    public required string Url { get; set; }

    /// <summary>The event types, or prefixes that end with <c>*</c>, separated by spaces. Empty: all.</summary>
    public required string Types { get; set; }

    /// <summary>The secret that signs, encrypted.</summary>
    public byte[]? Secret { get; set; }

    /// <summary>The secret before a rotation, encrypted; it signs too until <see cref="FormerSecretUntil"/>.</summary>
    public byte[]? FormerSecret { get; set; }

    public DateTimeOffset? FormerSecretUntil { get; set; }

    /// <summary>A credential, encrypted: a header as <c>name: value</c>, or the shared access signature or connection string of a storage queue.</summary>
    public byte[]? Credential { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Why it is disabled: a sentence; null while it is enabled.</summary>
    public string? DisabledReason { get; set; }

    /// <summary>Whether it gets only what an area of the Hub addresses to it, and no event by its type.</summary>
    public bool IsDirect { get; init; }

    /// <summary>Whether it gets events of this type.</summary>
    public bool Wants(string type) => !IsDirect && EventTypes.Parse(Types).Contain(type);

    /// <summary>How often a person or a machine has changed it.</summary>
    public int Version { get; set; }

    /// <summary>The ETag of this version.</summary>
    public string Tag => ETags.Of(Id, Version);

    internal sealed class Configuration : IEntityTypeConfiguration<Subscription>
    {
        public void Configure(EntityTypeBuilder<Subscription> builder)
        {
            builder.ToTable("Subscriptions");
            builder.Property(static subscription => subscription.Id).ValueGeneratedNever();
            builder.Property(static subscription => subscription.Name).HasMaxLength(200);
            builder.Property(static subscription => subscription.Kind).HasConversion<string>().HasMaxLength(20);
            builder.Ignore(static subscription => subscription.Tag);
            builder.HasIndex(static subscription => new { subscription.WorkspaceId, subscription.Name }).IsUnique();
            builder.HasOne<Workspace>().WithMany().HasForeignKey(static subscription => subscription.WorkspaceId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>How a destination is reached.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SubscriptionKind>))]
public enum SubscriptionKind
{
    /// <summary>An HTTP endpoint that verifies signatures (Standard Webhooks).</summary>
    [JsonStringEnumMemberName("webhook")]
    Webhook,

    /// <summary>An Azure Storage queue.</summary>
    [JsonStringEnumMemberName("storage-queue")]
    StorageQueue,

    /// <summary>An HTTP endpoint that takes CloudEvents and a credential, such as Event Grid's.</summary>
    [JsonStringEnumMemberName("cloudevents")]
    CloudEvents,
}
