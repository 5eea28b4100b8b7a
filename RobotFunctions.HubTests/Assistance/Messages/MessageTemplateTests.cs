using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Messages;
using RobotFunctions.Hub.Assistance.Tables;

namespace RobotFunctions.HubTests.Assistance.Messages;

/// <summary>What templates can say, and what they cannot.</summary>
public sealed class MessageTemplateTests
{
    private static readonly Message Hostile = new()
    {
        Id = Guid.Empty,
        RequestId = Guid.Empty,
        WorkspaceId = Guid.Empty,
        Topic = "<!channel>",
        Description = "<script>alert(1)</script> & <@U123> <https://evil.example|click>\r\nBcc: all@example.org",
        Requester = "\"<!here>\"",
        Url = "javascript:alert(1)",
        Severity = Severity.High,
        At = DateTimeOffset.UnixEpoch,
    };

    [Theory]
    [InlineData(DefaultTemplates.SlackText)]
    [InlineData("{{ topic | truncate: 5 }}{{ description | upcase }}{{ requester | default: topic | capitalize }}<{{ url }}>")]
    public void A_value_cannot_mention_anybody_in_Slack(string template)
    {
        var text = MessageTemplate.Parse(template).Render(Hostile, MessageFormat.Slack);

        Assert.DoesNotContain("<!", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<@", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<http", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("javascript", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DefaultTemplates.Html)]
    [InlineData("""<a href="{{ url }}" title="{{ requester }}">{{ description | downcase }}</a>""")]
    public void A_value_cannot_add_HTML(string template)
    {
        var html = MessageTemplate.Parse(template).Render(Hostile, MessageFormat.Html);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("javascript:", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"<", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subject_is_one_line_and_adds_no_header()
    {
        using var mail = EmailMessage.Write(new ChannelSettings { To = ["a@example.org"], Subject = "{{ description }}" }, Hostile, "hub@example.org");
        using var written = new MemoryStream();
        mail.WriteTo(written);

        Assert.DoesNotContain('\n', mail.Subject!);
        Assert.Null(mail.Headers["Bcc"]);
        Assert.Equal($"{Guid.Empty}@example.org", mail.MessageId);
    }

    [Theory]
    [InlineData("{{ description", "not valid")]
    [InlineData("{% for i in (1..1000000000) %}x{% endfor %}", "not valid")]
    [InlineData("{% assign a = description %}", "not valid")]
    [InlineData("{% include 'passwords' %}", "not valid")]
    [InlineData("{{ (1..1000000000) | size }}", "ranges")]
    [InlineData("{{ description | append: description }}", "'append'")]
    [InlineData("{{ description | url_decode }}", "'url_decode'")]
    [InlineData("{{ descripton }}", "topic, description")]
    [InlineData("{% if secret %}x{% endif %}", "topic, description")]
    [InlineData("{{ description.length }}", "topic, description")]
    public void A_template_that_uses_what_there_is_not_is_refused_with_a_sentence(string text, string part)
    {
        Assert.False(MessageTemplate.TryParse(text, out _, out var problem));

        Assert.Contains(part, problem, StringComparison.Ordinal);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_is_at_most_as_long_as_the_limit()
    {
        Assert.True(MessageTemplate.TryParse(new string('x', MessageTemplate.MaxLength), out _, out _));
        Assert.False(MessageTemplate.TryParse(new string('x', MessageTemplate.MaxLength + 1), out _, out _));
    }

    [Fact]
    public void The_default_templates_say_what_a_request_says()
    {
        var message = Message.Test(Guid.Empty, DateTimeOffset.UnixEpoch, new Uri("https://hub.example.org")) with { Count = 3, Severity = Severity.High };

        var slack = MessageTemplate.Parse(DefaultTemplates.SlackText).Render(message, MessageFormat.Slack);
        Assert.Equal(
            ":rotating_light: *test* (3 times)\nThis is a test of the channel. Nobody needs help.\nFrom The Hub\n<https://example.org/customers/42>\n<https://hub.example.org/|Take care of it>", slack);
        Assert.Equal("Urgent: test: This is a test of the channel. Nobody needs help.", MessageTemplate.Parse(DefaultTemplates.Subject).Render(message, MessageFormat.Plain));
    }

    [Fact]
    public void A_long_Slack_message_is_cut_between_characters_and_outside_of_escapes()
    {
        var template = MessageTemplate.Parse("{{ description }}");
        foreach (var before in Enumerable.Range(2980, 25))
        {
            var body = SlackMessage.Write([Hostile with { Description = new string('x', before) + "&😀&😀&😀&😀" }], template);
            var text = System.Text.Json.JsonElement.Parse(body).GetProperty("blocks")[0].GetProperty("text").GetProperty("text").GetString()!;

            Assert.True(text.Length <= 3000, $"{text.Length} characters");
            Assert.DoesNotContain('\uFFFD', text);
            Assert.DoesNotContain('&', text.Replace("&amp;", "", StringComparison.Ordinal));
        }
    }
}
