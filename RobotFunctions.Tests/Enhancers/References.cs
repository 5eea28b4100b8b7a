using System.Text;
using System.Text.Json;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.References;

namespace RobotFunctions.Tests.Enhancers;

/// <summary>References and contexts for enhancers.</summary>
internal static class References
{
    public static readonly BatchId Batch = new(Guid.Parse("0198c1a2-7b3c-7def-8123-456789abcdef"));

    public static Reference Of(string? title = null, string? summary = null, string id = "3a533776-c9ad-4aac-a089-d654d509490c")
    {
        string[] enhancements =
        [
            title is null ? "" : $$$"""{"content":{"enhancement_type":"bibliographic","title":{{{JsonSerializer.Serialize(title)}}}}}""",
            summary is null ? "" : $$$"""{"content":{"enhancement_type":"abstract","process":"other","abstract":{{{JsonSerializer.Serialize(summary)}}}}}""",
        ];
        var line = Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","enhancements":[{{string.Join(',', enhancements.Where(enhancement => enhancement.Length > 0))}}]}""");
        return new Reference(line, ReferenceLine.Read(line).Id!.Value);
    }

    public static EnhancerContext Context(JsonElement extraFields = default) => new()
    {
        Batch = Batch,
        Robot = new RobotId(Guid.Parse("0198c0de-0000-7000-8000-00000000beef")),
        RobotVersion = "1.2.3",
        ExtraFields = extraFields,
    };
}
