using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RobotFunctions.Core.Protocol;

/// <summary>Reads a value within a converter without losing where in it an error was found.</summary>
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

    /// <summary>Where an error is, as in <c>[0].content.title</c>, from the start of what was read.</summary>
    public static string PathOf(JsonException error) =>
        (error.Path is ['$', .. var path] ? path : error.Path) + (error as NestedJsonException)?.InnerPath;

    // The serialiser around the converter fills in the path to the converter's value; the rest of the way is kept here.
    private sealed class NestedJsonException(string innerPath, Exception inner) : JsonException(inner.Message, inner)
    {
        public string InnerPath { get; } = innerPath;
    }
}
