using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Files;

/// <summary>Makes the registry of a workspace what a file declares, in one transaction: all of it, or nothing.</summary>
internal sealed class RegistryFiles(IDbContextFactory<HubStore> stores, RetryingWriter writer, RegistryChanges changes)
{
    private const int SavedAtOnce = 1000;

    /// <summary>Compares a file with the registry.</summary>
    /// <exception cref="RegistryFileException">The file declares something that is not valid.</exception>
    public async Task<IReadOnlyList<PlannedChange>> PlanAsync(Caller caller, IReadOnlyList<FileObject> declared, bool prune, CancellationToken cancellation)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        return new RegistryPlan(await RegistryIndex.ReadAsync(store, caller.WorkspaceId, cancellation), prune).Compare(declared);
    }

    /// <summary>Applies a file.</summary>
    /// <param name="caller">Who applies it.</param>
    /// <param name="declared">The projects of the file.</param>
    /// <param name="prune">Whether what the file does not have is deleted.</param>
    /// <param name="planned">How many changes were shown; if there are others by now, nothing is changed.</param>
    /// <param name="cancellation">Cancels before anything is changed.</param>
    /// <returns>Why it was not applied; null if it was.</returns>
    /// <exception cref="RegistryFileException">The file declares something that is not valid.</exception>
    public Task<string?> ApplyAsync(Caller caller, IReadOnlyList<FileObject> declared, bool prune, IReadOnlyList<PlannedChange> planned, CancellationToken cancellation) => writer.RunAsync(
        async store =>
        {
            var index = await RegistryIndex.ReadAsync(store, caller.WorkspaceId, cancellation);
            var now = new RegistryPlan(index, prune).Compare(declared);
            if (!now.SelectMany(static change => change.Lines()).SequenceEqual(planned.SelectMany(static change => change.Lines())))
            {
                return "The registry was changed meanwhile, and the plan is another one now. Plan again.";
            }

            await new Application(store, caller, index, prune, changes, cancellation).ApplyAsync(declared, parent: null);
            return null;
        },
        cancellation);

    private sealed class Application(HubStore store, Caller caller, RegistryIndex index, bool prune, RegistryChanges changes, CancellationToken cancellation)
    {
        private int _unsaved;

        public async Task ApplyAsync(IReadOnlyList<FileObject> declared, RegistryItem? parent)
        {
            var kept = new HashSet<Guid>();
            var maps = new Dictionary<string, Guid>(StringComparer.Ordinal);
            foreach (var child in declared)
            {
                Guid? map = child.PrimaryMap is not { } name ? null
                    : maps.TryGetValue(NameKey.Of(name), out var made) ? made : index.Find(parent!.Id, RegistryKind.Map, name)!.Id;
                var item = await ApplyAsync(child, parent, map);
                kept.Add(item.Id);
                if (child.Kind == RegistryKind.Map)
                {
                    maps[item.NameKey] = item.Id;
                }

                await ApplyAsync(child.Children, item);
            }

            if (prune)
            {
                await DeleteAsync(index.ChildrenOf(parent?.Id).Where(item => !kept.Contains(item.Id)).OrderBy(static item => item.Kind == RegistryKind.Map));
            }
        }

        private async Task<RegistryItem> ApplyAsync(FileObject declared, RegistryItem? parent, Guid? map)
        {
            var existing = index.Find(parent?.Id, declared.Kind, declared.Name);
            var members = RegistryPlan.FieldsOf(declared, existing, parent?.Id ?? Guid.Empty, map);
            if (existing is not null && JsonNode.DeepEquals(members, RegistryDocument.FieldsOf(existing)))
            {
                return existing;
            }

            var fields = declared.Kind.Read(members).Fields!;
            var result = existing is null
                ? await changes.CreateAsync(store, caller, declared.Kind, fields, cancellation)
                : await changes.ChangeAsync(store, caller, (await store.FindRegistryItemAsync(caller.WorkspaceId, declared.Kind, existing.Id, cancellation))!, fields, cancellation);
            await SaveAsync(everything: declared.Children.Count > 0 || declared.Kind == RegistryKind.Map);
            return result.Item ?? throw new RegistryFileException(declared.Line, $"The {declared.Kind.Title} '{declared.Name}' was refused: {result.Problem!.Detail}");
        }

        private async Task DeleteAsync(IEnumerable<RegistryItem> items)
        {
            await SaveAsync(everything: true);
            foreach (var item in items)
            {
                var tracked = (await store.FindRegistryItemAsync(caller.WorkspaceId, item.Kind, item.Id, cancellation))!;
                var (found, problem) = await RegistryDeletion.FindAsync(store, tracked, cascade: true, cancellation);
                if (problem is not null)
                {
                    throw new RegistryFileException(1, $"The {item.Kind.Title} '{item.Name}', which the file does not have, was not deleted: {problem.Detail}");
                }

                await changes.DeleteAsync(store, caller, found, cancellation);
                await SaveAsync(everything: true);
            }
        }

        // Names and parents are looked for in the store, so what others depend on is saved at once.
        private async Task SaveAsync(bool everything)
        {
            if (everything || ++_unsaved >= SavedAtOnce)
            {
                await store.SaveChangesAsync(cancellation);
                store.ChangeTracker.Clear();
                _unsaved = 0;
            }
        }
    }
}
