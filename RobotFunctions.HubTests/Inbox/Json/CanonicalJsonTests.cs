using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Hub.Inbox.Json;

namespace RobotFunctions.HubTests.Inbox.Json;

public sealed class CanonicalJsonTests
{
    /// <summary>RFC 8785 appendix B: IEEE 754 bits and the text.</summary>
    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void Numbers_are_written_as_the_RFC_says(string bits, string expected) =>
        Assert.Equal(expected, EcmaScriptNumber.Format(BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));

    [Fact]
    public void Every_finite_number_is_read_back_as_itself() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat>(), number => double.Parse(EcmaScriptNumber.Format(number.Get), CultureInfo.InvariantCulture) == number.Get)
            .QuickCheckThrowOnFailure();

    /// <summary>RFC 8785 section 3.2.2.</summary>
    [Fact]
    public void The_example_of_the_RFC_has_its_canonical_form() =>
        Assert.Equal(
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
            Canonical("""
                {
                  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                  "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
                  "literals": [null, true, false]
                }
                """));

    /// <summary>RFC 8785 section 3.2.3.</summary>
    [Fact]
    public void Keys_are_sorted_by_UTF16_code_units() =>
        Assert.Equal(
            ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"],
            JsonNode.Parse(Canonical("""
                {
                  "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
                  "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"
                }
                """))!.AsObject().Select(member => member.Value!.GetValue<string>()));

    [Theory]
    [InlineData("""{"a":1,"a":2}""", "given twice")]
    [InlineData("""["\ud800"]""", "surrogate")]
    [InlineData("""{"\udc00":1}""", "surrogate")]
    [InlineData("9007199254740992", "more digits")]
    [InlineData("1212092628029698048", "more digits")]
    [InlineData("123456789012345678901234567890", "more digits")]
    [InlineData("1e400", "too large")]
    public void What_would_become_another_value_is_refused(string json, string sentence)
    {
        Assert.False(CanonicalJson.TryWrite(JsonElement.Parse(json), out _, out var problem));
        Assert.Contains(sentence, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_canonical_form_of_a_canonical_form_is_itself() =>
        Prop.ForAll(Values.ToArbitrary(), json =>
        {
            var once = Canonical(json);
            return once == Canonical(once) && JsonNode.DeepEquals(JsonNode.Parse(once), JsonNode.Parse(json));
        }).QuickCheckThrowOnFailure();

    private static Gen<string> Values =>
        from name in Gen.Elements("a", "ö", "\u20ac", "b\\n", "\ud83d\ude00")
        from text in ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get)))
        from number in Gen.Choose(-1_000_000, 1_000_000)
        from flag in Gen.Elements(true, false)
        select new JsonObject { ["z"] = flag, [name] = new JsonArray(text, number, number / 1024.0, null), ["\r"] = new JsonObject { [text] = number } }.ToJsonString();

    private static string Canonical(string json) =>
        CanonicalJson.TryWrite(JsonElement.Parse(json), out var bytes, out var problem) ? Encoding.UTF8.GetString(bytes) : throw new ArgumentException(problem, nameof(json));
}
