using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Enhancers;

namespace RobotFunctions.Keywords;

/// <summary>Rejects a robot that uses <c>keywords</c> without a valid taxonomy.</summary>
internal sealed class ValidateKeywordOptions(IConfiguration configuration) : IValidateOptions<KeywordOptions>
{
    public ValidateOptionsResult Validate(string? name, KeywordOptions options)
    {
        if (!EnhancerServices.IsUsed(configuration, KeywordServices.Name))
        {
            return ValidateOptionsResult.Skip;
        }

        if (Annotations.Problems("Keywords", options) is { Count: > 0 } problems)
        {
            return ValidateOptionsResult.Fail(problems);
        }

        try
        {
            TaxonomyFile.Read(options.Taxonomy!);
            return ValidateOptionsResult.Success;
        }
        catch (TaxonomyException problem)
        {
            return ValidateOptionsResult.Fail(problem.Message);
        }
    }
}
