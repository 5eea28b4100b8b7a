using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Enhancers;

namespace RobotFunctions.Keywords;

/// <summary>Registers the enhancer <c>keywords</c>.</summary>
public static class KeywordServices
{
    /// <summary>The name by which <c>Robot:Enhancer</c> selects it.</summary>
    public const string Name = "keywords";

    /// <summary>Adds <c>keywords</c>, which searches for the terms of the taxonomy that <c>Keywords:Taxonomy</c> names. An invalid taxonomy of a robot that uses it stops the host at start.</summary>
    public static IServiceCollection AddKeywords(this IServiceCollection services)
    {
        services.AddOptions<KeywordOptions>().BindConfiguration("Keywords").ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<KeywordOptions>, ValidateKeywordOptions>()
            .AddEnhancer<KeywordEnhancer>(Name);
    }
}
