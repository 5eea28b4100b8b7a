using System.Text;
using RobotFunctions.Hub.Delivery.Pages;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Delivery;

public sealed class EventTextTests
{
    [Fact]
    public void It_is_indented_and_can_be_read() => Assert.Equal(
        "{\n  \"note\": \"caf\u00e9 <b>\"\n}", EventText.Of(Encoding.UTF8.GetBytes("""{"note":"caf\u00e9 <b>"}""")).ReplaceLineEndings("\n"));

    [Fact]
    public void It_is_cut_where_it_is_long()
    {
        var text = EventText.Of(Encoding.UTF8.GetBytes($$"""{"note":"{{new string('x', 2 * EventText.MaxLength)}}"}"""));

        Assert.InRange(text.Length, EventText.MaxLength, EventText.MaxLength + 50);
        Assert.EndsWith(" characters more", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_delivery_shows_what_is_sent()
    {
        await using var hub = await PageHub.StartAsync("a \"quoted\" <note>");
        using var ada = await Visitor.SeedAsync(hub.App);

        var page = await ada.ReadAsync($"/w/default/deliveries/{hub.Dead}");

        Assert.Contains("&quot;type&quot;: &quot;task.resolved&quot;", page, StringComparison.Ordinal);
        Assert.Contains("a \\&quot;quoted\\&quot; &lt;note&gt;", page, StringComparison.Ordinal);
    }
}
