using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RobotFunctions.Core.Configuration;

/// <summary>Reads sections of the configuration, and takes nothing for granted: a misspelt limit must not mean no limit.</summary>
internal static class StrictSection
{
    private const BindingFlags Settings = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;

    /// <summary>Binds options to a section; mistakes in it stop the host at start.</summary>
    /// <param name="builder">The options.</param>
    /// <param name="section">Their section.</param>
    /// <param name="bind">Calls the configuration binder with both, so that it knows the options' type when it is compiled.</param>
    public static OptionsBuilder<T> Bind<T>(this OptionsBuilder<T> builder, IConfigurationSection section, Action<IConfiguration, T> bind)
        where T : class => builder.Configure(options => Read(section, options, bind)).ValidateOnStart();

    /// <inheritdoc cref="Bind{T}"/>
    /// <exception cref="OptionsValidationException">The section has a name that no setting has, or a value that cannot be read.</exception>
    public static void Read<T>(IConfigurationSection section, T options, Action<IConfiguration, T> bind)
        where T : class
    {
        var unknown = section.GetChildren().Where(static setting => typeof(T).GetProperty(setting.Key, Settings) is null).ToList();
        if (unknown.Count > 0)
        {
            throw Mistake(unknown.Select(static setting => $"{setting.Path} is no setting. Is it misspelt? docs/configuration.md has them all."));
        }

        try
        {
            bind(section, options);
        }
        catch (InvalidOperationException unreadable)
        {
            throw Mistake([$"{unreadable.Message} docs/configuration.md says what it may be."]);
        }

        OptionsValidationException Mistake(IEnumerable<string> problems) => new(section.Path, typeof(T), problems);
    }
}
