using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>A version of an object, as a person reads it.</summary>
/// <param name="Version">Its number, from 1.</param>
/// <param name="At">When it was made.</param>
/// <param name="Actor">Who made it, as in the audit.</param>
/// <param name="Change">What was done: <c>created</c>, <c>updated</c> and so on.</param>
/// <param name="Changes">What differs from the version before.</param>
public sealed record VersionRow(int Version, DateTimeOffset At, string Actor, string Change, IReadOnlyList<FieldChange> Changes)
{
    /// <summary>The words for the change, after the actor's name.</summary>
    public string Text => Change == "created" && Version > 1 ? "claimed it with its shared session" : $"{Change} it";

    /// <summary>The query of the page that shows the object as it was from then on.</summary>
    public string Query => $"?as_of={Uri.EscapeDataString(At.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture))}";

    /// <summary>Shows versions, the newest first, each with what differs from the one before.</summary>
    /// <param name="store">The store.</param>
    /// <param name="versions">The versions of one object.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    internal static async Task<IReadOnlyList<VersionRow>> ReadAsync(HubStore store, IReadOnlyList<RegistryVersion> versions, CancellationToken cancellation)
    {
        if (versions.Count == 0)
        {
            return [];
        }

        var last = versions[^1];
        var older = await RegistryHistory.Of(store, last.WorkspaceId, last.Kind, last.ItemId, before: last.Version).Select(static version => version.Document).FirstOrDefaultAsync(cancellation);
        var documents = versions.Select(static version => version.Document).Append(older).OfType<string>().Select(RegistryDocument.Read).ToList();
        var ids = documents.SelectMany(static document => new[] { document["level_id"], document["primary_map_id"] }).Select(static id => id?.GetValue<string>()).OfType<string>().Select(Guid.Parse).ToHashSet();
        var links = await ObjectLink.ReadAsync(store, last.WorkspaceId, ids, cancellation);
        return
        [
            .. versions.Select((version, index) => new VersionRow(
                version.Version,
                version.At,
                version.Actor,
                version.Change,
                index + 1 < documents.Count ? FieldChange.Between(version.Kind, documents[index + 1], documents[index], links) : [])),
        ];
    }
}
