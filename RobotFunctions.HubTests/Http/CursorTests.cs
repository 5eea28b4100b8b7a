using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Primitives;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.HubTests.Http;

public sealed class CursorTests
{
    private static readonly byte[] Filter = Cursor.Fingerprint("/a", Guid.Empty, []);

    [Fact]
    public void A_cursor_is_read_as_it_was_written() => Prop.ForAll(
        ArbMap.Default.ArbFor<DateTimeOffset>(), ArbMap.Default.ArbFor<Guid>(), static (at, id) =>
        {
            var cursor = new Cursor(at.ToUniversalTime(), id);
            return Cursor.TryParse(cursor.Format(Filter), Filter, out var read) && read == cursor;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_a_cursor_or_refused() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>(), static text => !Cursor.TryParse(text ?? "", Filter, out _)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData('a')]
    [InlineData('!')]
    [InlineData('=')]
    [InlineData('\u00e9')]
    public void A_text_of_the_right_length_that_is_not_base64url_is_refused(char letter) => Assert.False(Cursor.TryParse(new string(letter, 43), Filter, out _));

    [Fact]
    public void A_changed_cursor_is_refused_or_another_place_never_an_error() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>(), static bytes =>
        {
            var text = System.Buffers.Text.Base64Url.EncodeToString([.. (bytes ?? []).Concat(new byte[32]).Take(24), .. Filter]);
            return !Cursor.TryParse(text, Filter, out var cursor) || cursor.Value.Format(Filter) == text;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Times_that_do_not_exist_are_refused()
    {
        var text = System.Buffers.Text.Base64Url.EncodeToString([0xff, .. new byte[23], .. Filter]);

        Assert.False(Cursor.TryParse(text, Filter, out _));
    }

    [Fact]
    public void A_cursor_belongs_to_its_filters()
    {
        var text = new Cursor(DateTimeOffset.UnixEpoch, Guid.Empty).Format(Filter);

        Assert.False(Cursor.TryParse(text, Cursor.Fingerprint("/b", Guid.Empty, []), out _));
        Assert.False(Cursor.TryParse(text, Cursor.Fingerprint("/a", Guid.NewGuid(), []), out _));
        Assert.False(Cursor.TryParse(text, Cursor.Fingerprint("/a", Guid.Empty, [new("state", "open")]), out _));
    }

    [Fact]
    public void Limit_and_cursor_are_not_filters_and_order_does_not_matter()
    {
        KeyValuePair<string, StringValues>[] query = [new("b", "2"), new("a", "1"), new("limit", "9"), new("cursor", "x")];

        Assert.Equal(Cursor.Fingerprint("/a", Guid.Empty, query.Take(2).Reverse()), Cursor.Fingerprint("/a", Guid.Empty, query));
    }
}
