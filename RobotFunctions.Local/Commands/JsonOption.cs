using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RobotFunctions.Local.Commands;

/// <summary>The option <c>--json</c>: the result is one JSON document on standard output, with names in snake case; everything else goes to standard error.</summary>
internal sealed class JsonOption : Option<bool>
{
    /// <summary>Creates the option for one command.</summary>
    public JsonOption()
        : base("--json") => Description = "Print the result as one JSON document on standard output; docs/reference/json.md describes it.";

    /// <summary>Writes the document.</summary>
    /// <param name="output">Standard output.</param>
    /// <param name="result">The result.</param>
    /// <param name="type">Its source-generated metadata, with <see cref="JsonNamingPolicy.SnakeCaseLower"/>.</param>
    public static Task WriteAsync<T>(TextWriter output, T result, JsonTypeInfo<T> type) => output.WriteLineAsync(JsonSerializer.Serialize(result, type));
}
