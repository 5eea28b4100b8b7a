using RobotFunctions.Hub.Yaml;

namespace RobotFunctions.Hub.Inbox.Schemas;

/// <summary>Reads a schema file: the format of task-inbox, with the additions of <c>docs/hub-inbox.md</c>. It reports everything that is wrong at once.</summary>
internal sealed class SchemaReader
{
    private const int MaxTypes = 200;

    private static readonly string[] ReservedHeaders =
        ["host", "content-length", "content-type", "connection", "transfer-encoding", "webhook-id", "webhook-timestamp", "webhook-signature"];

    private readonly string _file;
    private readonly List<SchemaProblem> _problems = [];

    private SchemaReader(string file) => _file = file;

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="content">Its content.</param>
    public static SchemaReading Read(string file, ReadOnlyMemory<byte> content)
    {
        var reader = new SchemaReader(file);
        var root = YamlTree.Read(content, reader.Add);
        var schema = root is null ? null : reader.Schema(root);
        return new SchemaReading(reader._problems.Count == 0 ? schema : null, [.. reader._problems.OrderBy(static problem => problem.Line)]);
    }

    private TaskSchema? Schema(YamlNode root)
    {
        if (root is not YamlMap map)
        {
            Add(root.Line, "A schema file is a mapping with the keys name, semver and tasktypes.");
            return null;
        }

        var section = new SchemaSection(map, "a schema", Add);
        section.RefuseOthers("name", "semver", "default_hook_url", "hook_auth", "tasktypes");
        var name = section.Text("name", section.Required("name", "my:approvals"));
        var version = Version(section);
        // The source system reads null here as absent.
        var url = section["default_hook_url"] is YamlText { IsNull: true } ? null : section.Address("default_hook_url", section["default_hook_url"]);
        var header = section["hook_auth"] is YamlText { IsNull: true } ? null : HookHeader(section["hook_auth"]);
        var types = Types(section);
        return name is null || version is null || types.Count == 0
            ? null
            : new TaskSchema { Name = name, Version = version, DefaultHookUrl = url, HookHeader = header, TaskTypes = types };
    }

    private SchemaVersion? Version(SchemaSection section)
    {
        var node = section.Required("semver", "1.0.0");
        if (section.Text("semver", node) is not { } text)
        {
            return null;
        }

        if (!SchemaVersion.TryParse(text, out var version))
        {
            Add(node!.Line, $"\"{text}\" is not a version. Write one by Semantic Versioning, for example 1, 1.2 or 1.2.3-beta.1.");
        }

        return version;
    }

    private string? HookHeader(YamlNode? node)
    {
        if (node is not YamlMap map)
        {
            if (node is not null)
            {
                Add(node.Line, "hook_auth is a mapping, for example {kind: head, val: ti-key}.");
            }

            return null;
        }

        var section = new SchemaSection(map, "hook_auth", Add);
        section.RefuseOthers("kind", "val", "args");
        var kind = section.Required("kind", "head");
        if (section.Text("kind", kind) is { } text && text != "head")
        {
            Add(kind!.Line, $"The kind \"{text}\" of hook_auth is not known. Use head: the secret in a header.");
        }

        var val = section.Required("val", "ti-key");
        if (section.Text("val", val) is not { } header)
        {
            return null;
        }

        if (!header.All(static character => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal))
            || ReservedHeaders.Contains(header.ToLowerInvariant()))
        {
            Add(val!.Line, $"\"{header}\" cannot carry the secret. Name a header of letters, digits and hyphens that HTTP and webhooks do not use themselves, for example ti-key.");
        }

        return header;
    }

    private List<TaskType> Types(SchemaSection section)
    {
        var types = new List<TaskType>();
        var node = section.Required("tasktypes", "[{name: approve, resolved_states: [yes, no]}]");
        if (node is not YamlList { Items.Count: > 0 and <= MaxTypes } list)
        {
            if (node is not null)
            {
                Add(node.Line, $"tasktypes is a list of 1 to {MaxTypes} task types, each with name and resolved_states.");
            }

            return types;
        }

        foreach (var item in list.Items)
        {
            if (item is not YamlMap map)
            {
                Add(item.Line, "A task type is a mapping with the keys name and resolved_states.");
            }
            else if (TaskTypeReader.Read(map, Add) is { } type)
            {
                if (types.Any(other => other.Name == type.Name))
                {
                    Add(map.Line, $"There are two task types named \"{type.Name}\". Rename or remove one.");
                }

                types.Add(type);
            }
        }

        return types;
    }

    private void Add(int line, string text) => _problems.Add(new SchemaProblem(_file, line, text));
}
