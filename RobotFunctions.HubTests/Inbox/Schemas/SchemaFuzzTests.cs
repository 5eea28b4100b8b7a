using System.Text;
using RobotFunctions.Hub.Inbox.Schemas;
using RobotFunctions.Hub.Yaml;

namespace RobotFunctions.HubTests.Inbox.Schemas;

/// <summary>Mutated schema files. <c>FUZZ_INPUTS=100000</c> runs more of them.</summary>
public sealed class SchemaFuzzTests
{
    private static readonly int Inputs = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_INPUTS"), out var inputs) ? inputs : 3000;

    private static readonly string[] Fragments =
    [
        "&a", "*a", "<<: *a", "[", "]", "{", "}", "- ", ": ", "? ", "|", ">", "'", "\"", "\t", "\n", "\r", "\0", "#", "%YAML 1.1", "---", "...", "!!binary x", "!<tag:x>", "!", "@", "`",
        "no", "~", "null", "012", ".inf", "0x1F", "1e999", "\uFEFF", "\u2028", "\u0085", "\ud83e\udd16", "$ref: '#'", "pattern: (a+)+$", "pattern: '(?<=a)b'", "type: object", "enum: []",
        "minimum: 1e400", "form: true", "name: t", "quorum: -1", "$defs: {a: {$ref: '#/$defs/a'}}", "{$ref: '#/$defs/a'}", "required: [1]", "properties: []", "multipleOf: 0",
    ];

    [Fact]
    public void No_file_makes_the_reader_throw_and_none_has_neither_schema_nor_problem()
    {
        var random = new Random(16);
        string[] corpus = [SchemaFiles.TaskInboxSample, SchemaFiles.Whole];
        for (var input = 0; input < Inputs; input++)
        {
            var file = Mutate(corpus[random.Next(corpus.Length)], random);
            var reading = SchemaReader.Read("fuzz.yml", file);
            Assert.True(reading.Schema is null == reading.Problems.Count > 0, Encoding.UTF8.GetString(file));
            Assert.All(reading.Problems, static problem => Assert.True(problem.Line >= 1 && problem.Text.Length > 0));
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("? ")]
    [InlineData("- ")]
    [InlineData("&a ")]
    [InlineData("*a ")]
    [InlineData("!x ")]
    [InlineData("a: ")]
    [InlineData("'")]
    [InlineData("\"\\u")]
    [InlineData("a\n")]
    [InlineData("a: b\n")]
    [InlineData("- a\n")]
    [InlineData("[a, ")]
    [InlineData("#\n")]
    [InlineData("%a b\n")]
    [InlineData("|\n")]
    public void The_longest_file_of_one_repeated_fragment_is_read_to_an_end(string fragment)
    {
        var file = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(fragment, YamlTree.MaxBytes / fragment.Length)));

        Assert.NotEmpty(SchemaReader.Read("long.yml", file).Problems);
    }

    internal static byte[] Mutate(string text, Random random)
    {
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(12), text.Length - at);
            text = random.Next(3) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Fragments[random.Next(Fragments.Length)]),
                _ => text.Insert(at, text.Substring(random.Next(text.Length / 2 + 1), Math.Min(random.Next(60), text.Length / 2))),
            };
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        if (random.Next(10) == 0 && bytes.Length > 0)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }
}
