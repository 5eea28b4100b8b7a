namespace RobotFunctions.Hub.Assistance.Messages;

/// <summary>The templates of channels that have none of their own.</summary>
internal static class DefaultTemplates
{
    /// <summary>A Slack message, in mrkdwn.</summary>
    public const string SlackText = """
        {% if severity == "high" %}:rotating_light: {% endif %}*{{ topic }}*{% if count > 1 %} ({{ count }} times){% endif %}
        {{ description }}{% if requester %}
        From {{ requester }}{% endif %}{% if url %}
        <{{ url }}>{% endif %}{% if link %}
        <{{ link }}|Take care of it>{% endif %}
        """;

    /// <summary>The subject of an e-mail.</summary>
    public const string Subject = """{% if severity == "high" %}Urgent: {% endif %}{{ topic }}: {{ description | strip_newlines | truncate: 80 }}""";

    /// <summary>The text of an e-mail, and of a line in the log.</summary>
    public const string Text = """
        {{ description }}

        Topic: {{ topic }}{% if count > 1 %} ({{ count }} times){% endif %}
        Severity: {{ severity }}{% if requester %}
        From: {{ requester }}{% endif %}{% if event %}
        Event: {{ event }}{% endif %}
        Time: {{ time }}{% if url %}
        See: {{ url }}{% endif %}{% if link %}

        Take care of it: {{ link }}{% endif %}
        """;

    /// <summary>The HTML of an e-mail.</summary>
    public const string Html = """
        <p>{{ description }}</p>
        <p>Topic: <strong>{{ topic }}</strong>{% if count > 1 %} ({{ count }} times){% endif %}<br>
        Severity: {{ severity }}{% if requester %}<br>
        From: {{ requester }}{% endif %}{% if event %}<br>
        Event: {{ event }}{% endif %}<br>
        Time: {{ time }}{% if url %}<br>
        See: <a href="{{ url }}">{{ url }}</a>{% endif %}</p>{% if link %}
        <p><a href="{{ link }}">Take care of it</a></p>{% endif %}
        """;
}
