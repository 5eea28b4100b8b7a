using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>Makes the inputs of a form: the fields of the kind, with the objects that they may name.</summary>
internal sealed class ObjectForm(HubStore store, Guid workspaceId, RegistryKind kind, CancellationToken cancellation)
{
    private const string PrimaryMap = "primary_map_id";
    private const int MaxObjects = 500;

    /// <summary>The inputs.</summary>
    /// <param name="form">What was typed, or is stored.</param>
    /// <param name="isNew">Whether it is a new object, which is given its place.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <param name="theirs">What somebody else saved meanwhile, by field.</param>
    public async Task<IReadOnlyList<FieldInput>> ReadAsync(RegistryForm form, bool isNew, FieldProblem? problem = null, IReadOnlyDictionary<string, string>? theirs = null)
    {
        var inputs = new List<FieldInput>();
        foreach (var field in kind.Fields.Where(field => isNew || kind.CanMove || field.Name != kind.ParentMember))
        {
            var value = form.TextOf(field.Name);
            var input = FieldInput.Of(field, value, await ObjectsAsync(field, value, form));
            inputs.Add(input with
            {
                IsRequired = input.IsRequired || field.Name == kind.ParentMember,
                Error = problem?.Field == field.Name ? problem.Detail : null,
                Theirs = theirs?.GetValueOrDefault(field.Name),
            });
        }

        return inputs;
    }

    // The value that is chosen is always among them.
    private async Task<IReadOnlyList<(string, string)>?> ObjectsAsync(RegistryField field, string chosen, RegistryForm form)
    {
        var named = field.Name == kind.ParentMember ? kind.Parent : field.Name == PrimaryMap ? RegistryKind.Map : null;
        if (named is null)
        {
            return null;
        }

        Guid? within = field.Name == PrimaryMap && Guid.TryParse(form.TextOf(kind.ParentMember), out var project) ? project : null;
        var ids = await store.RegistryItems.Where(item => item.WorkspaceId == workspaceId && item.Kind == named && (within == null || item.ParentId == within))
            .OrderBy(static item => item.NameKey).Take(MaxObjects).Select(static item => item.Id).ToListAsync(cancellation);
        if (Guid.TryParse(chosen, out var id) && !ids.Contains(id))
        {
            ids.Add(id);
        }

        var links = await ObjectLink.ReadAsync(store, workspaceId, ids, cancellation);
        return [.. ids.Where(links.ContainsKey).Select(found => (found.ToString(), ObjectLink.TextOf(ObjectLink.PathTo(found, links)))).OrderBy(static found => found.Item2, StringComparer.OrdinalIgnoreCase)];
    }
}
