using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Core.Enhancers.Http;

/// <summary>Rejects options with which the enhancer <c>http</c> could not call its model. Messages contain neither the URL nor header values, which may be secrets.</summary>
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
            problems.Add("Http:Url is not an HTTP URL. Set it to the URL of the model's endpoint.");
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
