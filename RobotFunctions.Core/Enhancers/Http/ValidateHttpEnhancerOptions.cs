using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Core.Enhancers.Http;

/// <summary>Refuses to start with a robot that uses <c>http</c> and could not call its model. Neither URL nor header values are shown: they may hold keys.</summary>
internal sealed class ValidateHttpEnhancerOptions(IConfiguration configuration) : IValidateOptions<HttpEnhancerOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpEnhancerOptions options)
    {
        if (!EnhancerServices.IsUsed(configuration, EnhancerServices.Http))
        {
            return ValidateOptionsResult.Skip;
        }

        var problems = Annotations.Problems("Http", options);
        if (options.Url is not null && !(Uri.TryCreate(options.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            problems.Add("Http:Url is no http or https URL. Set it to the URL of the model's endpoint.");
        }

        problems.AddRange(options.Headers.Where(header => !IsHeader(header)).Select(header =>
            $"Http:Headers:{header.Key} cannot be sent. Use a header's name, and a value in one line of ASCII; headers of the content are set already."));
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static bool IsHeader(KeyValuePair<string, string> header)
    {
        using var request = new HttpRequestMessage();
        return !header.Value.AsSpan().ContainsAnyExceptInRange(' ', '~') && request.Headers.TryAddWithoutValidation(header.Key, header.Value);
    }
}
