using RobotFunctions.Hub.Inbox.Schemas;
using RobotFunctions.Hub.Inbox.Tables;

namespace RobotFunctions.Hub.Inbox.Catalog;

/// <summary>What came of a change of a schema.</summary>
internal abstract record CatalogResult;

/// <summary>A file was installed, or the very same one is there.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Version">The version.</param>
/// <param name="IsNew">Whether it was not there before.</param>
/// <param name="Secret">A new secret of its webhooks, which is not shown again.</param>
internal sealed record SchemaInstalled(InstalledSchema Schema, CatalogVersion Version, bool IsNew, string? Secret) : CatalogResult;

/// <summary>The secret of the webhooks was set.</summary>
internal sealed record SecretSet(string Secret) : CatalogResult;

/// <summary>The schema and its tasks were removed.</summary>
internal sealed record SchemaRemoved : CatalogResult;

/// <summary>The file is not a schema.</summary>
internal sealed record SchemaInvalid(IReadOnlyList<SchemaProblem> Problems) : CatalogResult;

/// <summary>There is no such schema.</summary>
internal sealed record SchemaNotFound : CatalogResult;

/// <summary>What was sent is not valid.</summary>
internal sealed record CatalogInvalid(string Reason) : CatalogResult;

/// <summary>What is there does not allow it.</summary>
internal sealed record CatalogConflict(string Reason) : CatalogResult;
