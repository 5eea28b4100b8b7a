using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Tests.Protocol;

public sealed class StorableTextTests
{
    [Fact]
    public void What_the_repository_cannot_store_is_left_out()
    {
        Assert.Equal("ab", StorableText.From("a\0b").ToString());
        Assert.Equal("", StorableText.From("\ud83e").ToString());
        Assert.Equal("xy", StorableText.From("x\udd16y").ToString());
        Assert.Equal("🤖", StorableText.From("\ud83e\ud83e\udd16").ToString());
        Assert.Equal("", StorableText.From("\udd16\ud83e").ToString());
    }

    [Fact]
    public void Whole_text_is_not_copied()
    {
        const string text = "Größe – 参考文献 🤖";

        Assert.True(StorableText.From(text) == text.AsSpan());
    }

    [Fact]
    public void What_is_kept_is_always_well_formed_and_keeping_it_again_changes_nothing() =>
        Prop.ForAll(Gens.NastyText.ToArbitrary(), text =>
        {
            var kept = StorableText.From(text).ToString();
            return !kept.Contains('\0')
                && new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(new UTF8Encoding(false, true).GetBytes(kept)) == kept
                && StorableText.From(kept).ToString() == kept;
        }).QuickCheckThrowOnFailure();
}
