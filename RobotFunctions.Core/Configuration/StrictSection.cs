using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RobotFunctions.Core.Configuration;

/// <summary>Binds configuration sections strictly: a misspelt limit must not mean no limit.</summary>
internal static class StrictSection
{
    private const BindingFlags Settings = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;

    /// <summary>Binds options to a section; an error in it stops the host at start.</summary>
    /// <param name="builder">The options.</param>
    /// <param name="section">Their section.</param>
    /// <param name="bind">Calls the source-generated configuration binder, which needs the options' type at compile time.</param>
    public static OptionsBuilder<T> Bind<T>(this OptionsBuilder<T> builder, IConfigurationSection section, Action<IConfiguration, T> bind)
        where T : class => builder.Configure(options => Read(section, options, bind)).ValidateOnStart();

    /// <inheritdoc cref="Bind{T}"/>
    /// <exception cref="OptionsValidationException">The section has an unknown setting or a value that cannot be parsed.</exception>
    public static void Read<T>(IConfigurationSection section, T options, Action<IConfiguration, T> bind)
        where T : class
    {
        var unknown = section.GetChildren().Where(static setting => typeof(T).GetProperty(setting.Key, Settings) is null).ToList();
        if (unknown.Count > 0)
        {
            throw Mistake(unknown.Select(static setting => $"{setting.Path} is not a setting. Check the spelling; docs/configuration.md lists all settings."));
        }

        try
        {
            bind(section, options);
        }
        catch (InvalidOperationException unreadable)
        {
            throw Mistake([$"{unreadable.Message} docs/configuration.md describes the allowed values."]);
        }

        OptionsValidationException Mistake(IEnumerable<string> problems) => new(section.Path, typeof(T), problems);
    }
}
