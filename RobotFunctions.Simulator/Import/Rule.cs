using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Simulator.Import;

/// <summary>A rule for a JSON value: null if the value is valid, otherwise the path and the problem, such as <c>.title: must be text</c>.</summary>
internal delegate string? Rule(JsonElement value);

/// <summary>The building blocks of the repository's models.</summary>
internal static class Rules
{
    /// <summary>A field of an object.</summary>
    public readonly record struct Field(string Name, Rule Rule, bool MayBeAbsent, bool MayBeNull);

    public static string? Text(JsonElement value) => Expect(value.ValueKind == JsonValueKind.String, "must be text");

    public static string? Boolean(JsonElement value) => Expect(value.ValueKind is JsonValueKind.True or JsonValueKind.False, "must be true or false");

    public static string? Number(JsonElement value) => Expect(value.ValueKind == JsonValueKind.Number, "must be a number");

    public static string? Integer(JsonElement value) =>
        Expect(value.ValueKind == JsonValueKind.Number && (value.TryGetInt64(out _) || double.IsInteger(value.GetDouble())), "must be a whole number");

    public static string? PositiveInteger(JsonElement value) =>
        Integer(value) ?? Expect(value.GetDouble() > 0, "must be greater than 0");

    public static string? Object(JsonElement value) => Expect(value.ValueKind == JsonValueKind.Object, "must be an object");

    public static string? Uuid(JsonElement value) =>
        Expect(value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id) && WireUuid.IsAccepted(id), "must be a UUID of version 4 or 7");

    public static string? Date(JsonElement value) =>
        Expect(value.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), "must be a date");

    public static string? Time(JsonElement value) => Expect(value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out _), "must be a time");

    public static string? HttpUrl(JsonElement value) =>
        Expect(value.ValueKind == JsonValueKind.String && UrlRule.Accepts(value.GetString()!), "must be an http or https URL");

    public static Rule Matching(Regex pattern)
    {
        var otherwise = $"must match {pattern}";
        return value => Text(value) ?? Expect(pattern.IsMatch(value.GetString()!), otherwise);
    }

    public static Rule OneOf(params string[] known)
    {
        var otherwise = $"must be one of {string.Join(", ", known)}";
        return value => Text(value) ?? Expect(IsAny(value, known), otherwise);
    }

    public static Rule ListOf(Rule item, int atLeast = 0) => value =>
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return ": must be a list";
        }

        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            if (item(element) is { } problem)
            {
                return $"[{index}]{problem}";
            }

            index++;
        }

        return index >= atLeast ? null : $": must have at least {atLeast} entries";
    };

    public static Field Required(string name, Rule rule) => new(name, rule, MayBeAbsent: false, MayBeNull: false);

    public static Field Optional(string name, Rule rule) => new(name, rule, MayBeAbsent: true, MayBeNull: true);

    /// <summary>A field with a default, which may be absent but not null.</summary>
    public static Field Defaulted(string name, Rule rule) => new(name, rule, MayBeAbsent: true, MayBeNull: false);

    /// <summary>An object with these fields; additional fields are allowed.</summary>
    public static Rule Record(params Field[] fields) => value =>
    {
        if (Object(value) is { } noObject)
        {
            return noObject;
        }

        foreach (var field in fields)
        {
            if (!value.TryGetProperty(field.Name, out var content))
            {
                if (!field.MayBeAbsent)
                {
                    return $".{field.Name}: is required";
                }
            }
            else if (!(field.MayBeNull && content.ValueKind == JsonValueKind.Null) && field.Rule(content) is { } problem)
            {
                return $".{field.Name}{problem}";
            }
        }

        return null;
    };

    /// <summary>One of several models, chosen by a field.</summary>
    public static Rule Tagged(string tag, IReadOnlyDictionary<string, Rule> models) => value =>
        Object(value)
        ?? (value.TryGetProperty(tag, out var name) && name.ValueKind == JsonValueKind.String && models.TryGetValue(name.GetString()!, out var model)
            ? model(value)
            : $".{tag}: must be one of {string.Join(", ", models.Keys)}");

    public static string? Expect(bool kept, string otherwise) => kept ? null : ": " + otherwise;

    private static bool IsAny(JsonElement value, string[] known)
    {
        foreach (var text in known)
        {
            if (value.ValueEquals(text))
            {
                return true;
            }
        }

        return false;
    }
}
