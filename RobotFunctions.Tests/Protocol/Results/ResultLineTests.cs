using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.Results;

namespace RobotFunctions.Tests.Protocol.Results;

public sealed class ResultLineTests
{
    private static readonly ReferenceId Id = new(Guid.Parse("0198c1a2-7b3c-7def-8123-456789abcdef"));
    private static readonly EnhancementEnvelope Envelope = new("Toy Robot", "0.1.0", Visibility.Public);

    [Fact]
    public void An_enhancement_is_one_line_that_begins_with_the_reference()
    {
        var content = new AnnotationContent
        {
            Annotations = [new BooleanAnnotation { Scheme = "meta:größe", Label = "中", Value = true, Data = JsonElement.Parse("""{"a":[1.50,null,"é\u0000\ud83e"]}""") }],
        };

        Assert.Equal(
            """{"reference_id":"0198c1a2-7b3c-7def-8123-456789abcdef","source":"Toy Robot","visibility":"public","robot_version":"0.1.0","content":{"enhancement_type":"annotation","annotations":[{"annotation_type":"boolean","scheme":"meta:gr\u00F6\u00DFe","label":"\u4E2D","value":true,"data":{"a":[1.50,null,"\u00E9"]}}]}}""" + "\n",
            Write(content));
    }

    [Fact]
    public void An_annotation_without_data_has_an_empty_object_which_the_first_generation_requires()
    {
        var line = Write(new AnnotationContent { Annotations = [new ScoreAnnotation { Scheme = "a", Label = "b", Score = 0.5 }] });

        Assert.Contains("""{"annotation_type":"score","scheme":"a","label":"b","score":0.5,"data":{}}""", line, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_is_one_line_with_its_message()
    {
        var output = new ArrayBufferWriter<byte>();

        ResultLine.WriteError(output, Id, "Größe\nungültig\0 – \ud83e参考 🤖");

        Assert.Equal(
            """{"reference_id":"0198c1a2-7b3c-7def-8123-456789abcdef","message":"Gr\u00F6\u00DFe\nung\u00FCltig \u2013 \u53C2\u8003 \uD83E\uDD16"}""" + "\n",
            Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Whatever_is_written_is_one_line_of_ASCII_without_a_null_character_and_with_whole_characters() =>
        Prop.ForAll(Gens.Content.ToArbitrary(), content =>
        {
            var line = Write(content);
            using var json = JsonDocument.Parse(line);
            return line.IndexOf('\n', StringComparison.Ordinal) == line.Length - 1
                && !line.AsSpan()[..^1].ContainsAnyExceptInRange(' ', '~')
                && Texts(json.RootElement).All(text => !text.Contains('\0') && text == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_written_is_read_as_the_same_content() =>
        Prop.ForAll(Gens.Content.ToArbitrary(), content =>
        {
            var line = Write(content);
            using var json = JsonDocument.Parse(line);
            var read = json.RootElement.GetProperty("content").Deserialize(EnhancementJsonContext.Default.EnhancementContent)!;
            return read.GetType() == content.GetType() && Write(read) == line && EnhancementRules.Check(read, [Entitlement.RawEnhancementWriter]) is null;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Content_of_an_unknown_type_cannot_be_written_and_leaves_the_next_line_whole()
    {
        var unknown = new UnknownContent(EnhancementType.From("x"), JsonElement.Parse("{}"));

        Assert.Throws<InvalidOperationException>(() => Write(unknown));
        Assert.StartsWith("""{"reference_id":""", Write(new AbstractContent { Process = AbstractProcess.Other, Abstract = "x" }), StringComparison.Ordinal);
    }

    private static string Write(EnhancementContent content)
    {
        var output = new ArrayBufferWriter<byte>();
        ResultLine.WriteEnhancement(output, Id, Envelope, content);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => Texts(property.Value).Prepend(property.Name)),
        _ => [],
    };
}
