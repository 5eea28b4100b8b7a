using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace RobotFunctions.Core.Enhancers.Keywords;

/// <summary>Refuses to start with a robot that uses <c>keywords</c> and has no taxonomy that can be used.</summary>
internal sealed class ValidateKeywordOptions(IConfiguration configuration) : IValidateOptions<KeywordOptions>
{
    public ValidateOptionsResult Validate(string? name, KeywordOptions options)
    {
        if (!EnhancerServices.IsUsed(configuration, EnhancerServices.Keywords))
        {
            return ValidateOptionsResult.Skip;
        }

        var problems = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true))
        {
            return ValidateOptionsResult.Fail(problems.Select(problem => problem.ErrorMessage!));
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
