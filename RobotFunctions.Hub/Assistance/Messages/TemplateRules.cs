using Fluid;
using Fluid.Ast;

namespace RobotFunctions.Hub.Assistance.Messages;

/// <summary>
/// What a template may use: values, conditions, and filters whose result is hardly longer than what they are given. Without loops and assignments, rendering takes
/// as long as the template and its values are.
/// </summary>
internal sealed class TemplateRules : AstVisitor
{
    private static readonly string[] Filters =
        ["capitalize", "date", "default", "downcase", "first", "last", "lstrip", "rstrip", "size", "strip", "strip_newlines", "truncate", "truncatewords", "upcase"];

    /// <summary>The tags that may be used, beside those that are parts of them.</summary>
    public static readonly IReadOnlyList<string> Tags = ["case", "comment", "if", "raw", "unless"];

    private string? _problem;

    private TemplateRules()
    {
    }

    /// <summary>What a template uses and may not: a sentence; null if all is well.</summary>
    public static string? ProblemOf(IFluidTemplate template)
    {
        var rules = new TemplateRules();
        rules.VisitTemplate(template);
        return rules._problem;
    }

    /// <inheritdoc/>
    protected override Expression VisitFilterExpression(FilterExpression filterExpression)
    {
        if (!Filters.Contains(filterExpression.Name, StringComparer.Ordinal))
        {
            _problem ??= $"Templates do not have the filter '{filterExpression.Name}'. These are the filters: {string.Join(", ", Filters)}.";
        }

        return base.VisitFilterExpression(filterExpression);
    }

    /// <inheritdoc/>
    protected override Expression VisitMemberExpression(MemberExpression memberExpression)
    {
        if (memberExpression.Segments is not [IdentifierSegment { Identifier: var name }] || !MessageValues.Names.Contains(name, StringComparer.Ordinal))
        {
            _problem ??= $"Templates have these values and no other: {string.Join(", ", MessageValues.Names)}.";
        }

        return base.VisitMemberExpression(memberExpression);
    }

    /// <inheritdoc/>
    protected override Expression VisitRangeExpression(RangeExpression rangeExpression)
    {
        _problem ??= "Templates have no ranges.";
        return base.VisitRangeExpression(rangeExpression);
    }
}
