using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.Access;

/// <summary>What everything in the Hub belongs to. Nothing of one workspace is visible in another. A new store has one, <see cref="DefaultName"/>.</summary>
internal sealed class Workspace
{
    public const string DefaultName = "default";

    /// <summary>The id of the workspace of a new store. It is the same in every store, so that it can be created by the migration.</summary>
    public static readonly Guid DefaultId = new("00000000-0000-7000-8000-000000000001");

    public required Guid Id { get; init; }

    public required string Name { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it can be read and not changed; null while it can. A workspace is never deleted: histories belong to it.</summary>
    public DateTimeOffset? ArchivedAt { get; set; }

    /// <summary>Whether changes of objects that have an ETag are refused without <c>If-Match</c>, so that nobody overwrites what they have not read.</summary>
    public bool RequireIfMatch { get; set; }

    /// <summary>What is wrong with the name of a new workspace, which is part of the paths of its pages: a sentence; null if nothing is.</summary>
    public static string? NameProblem(string? name) =>
        name is { Length: > 0 and <= 63 } && name.All(static letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')
            ? null
            : "The name of a workspace has 1 to 63 lower-case letters a-z, digits and hyphens: it is part of the addresses of its pages.";

    /// <summary>What is left of scopes in the workspace: all, or those that only read if it is archived.</summary>
    public FrozenSet<string> Limit(FrozenSet<string> scopes) =>
        ArchivedAt is null ? scopes : scopes.Where(static scope => scope.EndsWith(":read", StringComparison.Ordinal)).ToFrozenSet(StringComparer.Ordinal);

    internal sealed class Configuration : IEntityTypeConfiguration<Workspace>
    {
        public void Configure(EntityTypeBuilder<Workspace> builder)
        {
            builder.ToTable("Workspaces");
            builder.Property(static workspace => workspace.Id).ValueGeneratedNever();
            builder.Property(static workspace => workspace.Name).HasMaxLength(200);
            builder.HasIndex(static workspace => workspace.Name).IsUnique();
            builder.HasData(new Workspace { Id = DefaultId, Name = DefaultName, CreatedAt = DateTimeOffset.UnixEpoch });
        }
    }
}
