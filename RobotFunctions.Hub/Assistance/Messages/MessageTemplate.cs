using System.Diagnostics.CodeAnalysis;
using Fluid;

namespace RobotFunctions.Hub.Assistance.Messages;

/// <summary>A template (Liquid) of the messages of a channel.</summary>
internal sealed class MessageTemplate
{
    /// <summary>The most characters of a template.</summary>
    public const int MaxLength = 4000;

    private const int MaxSteps = 10_000;

    private static readonly FluidParser Parser = CreateParser();
    private static readonly TemplateOptions Options = new() { MaxSteps = MaxSteps, MaxRecursion = 20 };

    private readonly IFluidTemplate _template;

    private MessageTemplate(IFluidTemplate template) => _template = template;

    /// <summary>Parses a template that somebody wrote.</summary>
    /// <param name="text">The template.</param>
    /// <param name="template">The template.</param>
    /// <param name="problem">What is wrong with it: a sentence.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out MessageTemplate? template, [NotNullWhen(false)] out string? problem)
    {
        template = null;
        if (text.Length > MaxLength)
        {
            problem = $"A template has at most {MaxLength} characters.";
            return false;
        }

        if (!Parser.TryParse(text, out var parsed, out var error))
        {
            problem = $"The template is not valid: {error.TrimEnd('.')}. Its tags are {string.Join(", ", TemplateRules.Tags)}.";
            return false;
        }

        problem = TemplateRules.ProblemOf(parsed);
        template = problem is null ? new MessageTemplate(parsed) : null;
        return problem is null;
    }

    /// <summary>Parses a template that was checked before.</summary>
    /// <exception cref="FormatException">It is not valid.</exception>
    public static MessageTemplate Parse(string text) => TryParse(text, out var template, out var problem) ? template : throw new FormatException(problem);

    /// <summary>Renders a message.</summary>
    /// <param name="message">What is told.</param>
    /// <param name="format">What the text is part of.</param>
    public string Render(Message message, MessageFormat format)
    {
        var context = new TemplateContext(Options);
        MessageValues.Set(context, message, format);
        return _template.Render(context).Trim();
    }

    private static FluidParser CreateParser()
    {
        var parser = new FluidParser();
        foreach (var tag in parser.RegisteredTags.Keys.Except(TemplateRules.Tags).ToList())
        {
            parser.RegisteredTags.Remove(tag);
        }

        return parser;
    }
}
