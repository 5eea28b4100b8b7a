using System.Text;
using Microsoft.Extensions.Configuration;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Configuration;

public sealed class EnvironmentFileTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    /// <summary>A file, and the one setting it has.</summary>
    public static TheoryData<string, string, string> Lines => new()
    {
        { "A=b", "A", "b" },
        { "A=", "A", "" },
        { "A=b=c==", "A", "b=c==" },
        { "  A  =  b c  ", "A", "b c" },
        { "\tA\t=\tb\t", "A", "b" },
        { "A=b\r\n", "A", "b" },
        { "\uFEFFA=b", "A", "b" },
        { "Robot__Id=b", "Robot:Id", "b" },
        { "Robot:Id=b", "Robot:Id", "b" },
        { "Http__Headers__X-Key=b", "Http:Headers:X-Key", "b" },
        { "_A.b9=c", "_A.b9", "c" },

        { "export A=b", "A", "b" },
        { "  export \t A=b", "A", "b" },
        { "export=b", "export", "b" },
        { "exported=b", "exported", "b" },

        { "# comment\n\n   \n  # A=c\nA=b", "A", "b" },
        { "A=b # comment", "A", "b" },
        { "A=b\t# comment # more", "A", "b" },
        { "A=b#c", "A", "b#c" },
        { "A=#b", "A", "#b" },
        { "A= # comment", "A", "" },
        { "A='b' # comment", "A", "b" },
        { "A=\"b\"\t# it's \"so\"", "A", "b" },

        { "A=''", "A", "" },
        { "A=\"\"", "A", "" },
        { "A='  b # c  '", "A", "  b # c  " },
        { "A=\"  b # c  \"", "A", "  b # c  " },
        { "A='b\\n\"c\"'", "A", "b\\n\"c\"" },
        { "A=\"it's\"", "A", "it's" },
        { "A=it's", "A", "it's" },
        { "A=b \"c\"", "A", "b \"c\"" },
        { "A=\"b\\nc\\r\\td\"", "A", "b\nc\r\td" },
        { "A=\"\\\"b\\\" \\\\n \\$c\"", "A", "\"b\" \\n $c" },
        { "A=\"b\\\\\"", "A", "b\\" },
        { "A=C:\\new", "A", "C:\\new" },

        { "A=$HOME ${HOME} $(id) `id`", "A", "$HOME ${HOME} $(id) `id`" },
        { "A=\"$HOME ${HOME}\"", "A", "$HOME ${HOME}" },
        { "A=\u00e4\u6f22\ud83d\ude00", "A", "\u00e4\u6f22\ud83d\ude00" },
    };

    /// <summary>A file, the number of its malformed line, and what the message says of it.</summary>
    public static TheoryData<string, int, string> Malformed => new()
    {
        { "secret", 1, "Write NAME=value" },
        { "A=b\nsecret", 2, "Write NAME=value" },
        { "A=b\r\n\r\n# c\r\n=secret\r\n", 4, "Write NAME=value" },
        { "1A=secret", 1, "Write NAME=value" },
        { "A B=secret", 1, "Write NAME=value" },
        { "export A B=secret", 1, "Write NAME=value" },
        { "export", 1, "Write NAME=value" },
        { "$A=secret", 1, "Write NAME=value" },
        { "A\u00a0B=secret", 1, "Write NAME=value" },
        { "A\0=secret", 1, "Write NAME=value" },
        { "A=b\nS='secret", 2, "quotes of S are not closed" },
        { "S='secret\nsecret'", 1, "quotes of S are not closed" },
        { "S=\"secret", 1, "quotes of S are not closed" },
        { "S=\"secret\\\"", 1, "quotes of S are not closed" },
        { "S=\"secret\nsecret\"", 1, "quotes of S are not closed" },
        { "S=\"secret\\x\"", 1, "an escape other than" },
        { "S=\"secret\"secret", 1, "followed by more than a comment" },
        { "S='secret'#secret", 1, "followed by more than a comment" },
        { "S='secret' 'secret'", 1, "followed by more than a comment" },
        { "S=secret\n\nS=secret", 3, "S is set twice" },
        { "Robot__Id=secret\nrobot:id=secret", 2, "robot:id is set twice" },
    };

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_is_read_as_the_documentation_says(string text, string name, string value) =>
        Assert.Equal(new(name, value), Assert.Single(Read(text)));

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_line_is_refused_with_file_and_line_and_without_its_value(string text, int line, string expected)
    {
        var refused = Assert.Throws<InvalidDataException>(() => Read(text));

        Assert.StartsWith($"folder/.env, line {line}: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'A', (byte)'=', 0xE4 }, 1)]
    [InlineData(new byte[] { (byte)'A', (byte)'=', (byte)'b', (byte)'\n', (byte)'#', 0xC3, (byte)'\n', (byte)'B', (byte)'=' }, 2)]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'A', 0, (byte)'=', 0 }, 1)]
    public void A_file_that_is_not_UTF_8_is_refused_with_the_line(byte[] content, int line)
    {
        var refused = Assert.Throws<InvalidDataException>(() => EnvironmentFileReader.Read(".env", content));

        Assert.Equal($".env, line {line}: This is not UTF-8. Save the file as UTF-8.", refused.Message);
    }

    [Fact]
    public void What_is_added_later_takes_precedence()
    {
        File.WriteAllText(Path.Combine(_temporary.Path, ".env"), "A__B=file\nA__C=file\n");

        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("A:B", "earlier"), new("A:C", "earlier"), new("A:D", "earlier")])
            .AddEnvironmentFile(_temporary.Path)
            .AddInMemoryCollection([new("A:B", "later")])
            .Build();

        Assert.Equal(("later", "file", "earlier"), (configuration["A:B"], configuration["A:C"], configuration["A:D"]));
    }

    [Fact]
    public void No_file_is_no_mistake() => Assert.Empty(new ConfigurationBuilder().AddEnvironmentFile(_temporary.Path).Build().AsEnumerable());

    [Fact]
    public void A_folder_of_that_name_is_not_the_file()
    {
        Directory.CreateDirectory(Path.Combine(_temporary.Path, ".env"));

        Assert.Empty(new ConfigurationBuilder().AddEnvironmentFile(_temporary.Path).Build().AsEnumerable());
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_refused_with_what_to_do()
    {
        var path = Path.Combine(_temporary.Path, ".env");
        using var locked = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var refused = Assert.Throws<InvalidDataException>(() => new ConfigurationBuilder().AddEnvironmentFile(_temporary.Path));

        Assert.StartsWith($"{path} cannot be read: ", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("Make it readable for this user, or remove it.", refused.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Read(string text) => EnvironmentFileReader.Read("folder/.env", Encoding.UTF8.GetBytes(text));
}
