using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.Http;

/// <summary>A request with an <c>Idempotency-Key</c>, and its answer once there is one.</summary>
internal sealed class IdempotentRequest
{
    /// <summary>The digest of credential, endpoint and key. It is unique, so that of two requests on two replicas one runs.</summary>
    public required byte[] Id { get; init; }

    /// <summary>The digest of method, path, query and body.</summary>
    public required byte[] Fingerprint { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The status of the answer; null while the request runs.</summary>
    public int? Status { get; init; }

    /// <summary>The answer's headers and body, encrypted: it may have a secret that is shown once.</summary>
    public byte[]? Answer { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<IdempotentRequest>
    {
        public void Configure(EntityTypeBuilder<IdempotentRequest> builder)
        {
            builder.ToTable("IdempotentRequests");
            builder.Property(static request => request.Id).ValueGeneratedNever();
            builder.HasIndex(static request => request.StartedAt);
        }
    }
}
