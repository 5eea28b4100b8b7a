using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RobotFunctions.Core.Protocol;

/// <summary>Reads a value within a converter and preserves the path of errors in it.</summary>
internal static class NestedJson
{
    /// <summary>Reads the reader's value.</summary>
    public static object? Read(ref Utf8JsonReader reader, JsonTypeInfo type)
    {
        try
        {
            return JsonSerializer.Deserialize(ref reader, type);
        }
        catch (JsonException error)
        {
            throw new NestedJsonException(PathOf(error), error);
        }
    }

    /// <summary>The path of an error relative to the value that was read, for example <c>[0].content.title</c>.</summary>
    public static string PathOf(JsonException error) =>
        (error.Path is ['$', .. var path] ? path : error.Path) + (error as NestedJsonException)?.InnerPath;

    // The outer serialiser adds the path to the converter's value; the rest of the path is kept here.
    private sealed class NestedJsonException(string innerPath, Exception inner) : JsonException(inner.Message, inner)
    {
        public string InnerPath { get; } = innerPath;
    }
}
