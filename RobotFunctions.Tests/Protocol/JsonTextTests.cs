using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Tests.Protocol;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData(""" "plain" """, "plain")]
    [InlineData(""" "\"\\\/\b\f\n\r\t" """, "\"\\/\b\f\n\r\t")]
    [InlineData(""" "\u0041\u00e9\u4e2d" """, "Aé中")]
    [InlineData(""" "\ud83e\udd16 🤖" """, "🤖 🤖")]
    [InlineData(""" "a\u0000b" """, "a\0b")]
    public void Escapes_are_undone(string json, string text) => Assert.Equal(text, Read(json));

    [Theory]
    [InlineData(""" "a\ud83e" """, "a\uFFFD")]
    [InlineData(""" "\udd16b" """, "\uFFFDb")]
    [InlineData(""" "\ud83e\u0041" """, "\uFFFDA")]
    [InlineData(""" "\ud83e\ud83e\udd16" """, "\uFFFD🤖")]
    [InlineData(""" "\ud83e\n" """, "\uFFFD\n")]
    public void Half_a_surrogate_pair_is_read_as_the_replacement_character(string json, string text) => Assert.Equal(text, Read(json));

    [Theory]
    [InlineData("""id""", true)]
    [InlineData("""\u0069d""", true)]
    [InlineData("""\u0069\u0064""", true)]
    [InlineData("""ID""", false)]
    [InlineData("""\u0069\u0064\u0064""", false)]
    [InlineData("""\ud800""", false)]
    public void A_word_is_recognised_however_it_is_escaped(string escaped, bool isId)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($"\"{escaped}\""));
        reader.Read();

        Assert.Equal(isId, JsonText.Is(in reader, "id"u8));
    }

    [Fact]
    public void Any_text_survives_being_escaped() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var json = JsonSerializer.Serialize(text.Get);
            return Read(json) == JsonSerializer.Deserialize<string>(json);
        }).QuickCheckThrowOnFailure();

    private static string Read(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return JsonText.Read(in reader);
    }
}
