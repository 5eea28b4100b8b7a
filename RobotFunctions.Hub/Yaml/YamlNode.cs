namespace RobotFunctions.Hub.Yaml;

/// <summary>A value of a YAML file, with the line on which it starts, from 1. Aliases are replaced by what they name.</summary>
internal abstract record YamlNode(int Line)
{
    /// <summary>How many values it is made of, itself included, with every alias counted as what it names.</summary>
    public abstract int Size { get; }
}

/// <summary>A scalar as it was written: <c>no</c>, <c>012</c> and <c>1.10</c> keep their letters.</summary>
internal sealed record YamlText(string Value, bool IsPlain, int Line) : YamlNode(Line)
{
    public override int Size => 1;

    public bool IsNull => IsPlain && (Value is "" or "~" or "null" or "Null" or "NULL");
}

internal sealed record YamlList(IReadOnlyList<YamlNode> Items, int Line) : YamlNode(Line)
{
    public override int Size { get; } = 1 + Items.Sum(static item => item.Size);
}

internal sealed record YamlMap(IReadOnlyList<(YamlText Key, YamlNode Value)> Entries, int Line) : YamlNode(Line)
{
    public override int Size { get; } = 1 + Entries.Sum(static entry => 1 + entry.Value.Size);

    public YamlNode? this[string key] => Entries.FirstOrDefault(entry => entry.Key.Value == key).Value;
}
