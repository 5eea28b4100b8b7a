using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RobotFunctions.Core.Configuration;

/// <summary>Binds configuration sections strictly: a misspelt limit must not mean no limit.</summary>
internal static class StrictSection
{
    private const BindingFlags Settings = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;

    /// <summary>Binds options to a section; a mistake in it stops the host at start, together with all others.</summary>
    /// <param name="builder">The options.</param>
    /// <param name="section">Their section.</param>
    /// <param name="bind">Calls the source-generated configuration binder, which needs the options' type at compile time.</param>
    public static OptionsBuilder<T> Bind<T>(this OptionsBuilder<T> builder, IConfigurationSection section, Action<IConfiguration, T> bind)
        where T : class
    {
        builder.Services.AddSingleton<IValidateOptions<T>>(new Validation<T>(section));
        return builder.Configure(options => bind(Readable(section, typeof(T)), options)).ValidateOnStart();
    }

    /// <inheritdoc cref="Bind{T}"/>
    /// <exception cref="OptionsValidationException">The section has an unknown setting or a value that cannot be parsed.</exception>
    public static void Read<T>(IConfigurationSection section, T options, Action<IConfiguration, T> bind)
        where T : class
    {
        if (Problems(section, typeof(T)) is { Count: > 0 } problems)
        {
            throw new OptionsValidationException(section.Path, typeof(T), problems);
        }

        bind(section, options);
    }

    /// <summary>What is wrong with a section by the names and types of its settings, in sentences.</summary>
    public static IReadOnlyList<string> Problems(IConfigurationSection section, Type options) => [.. Mistakes(section, options).Select(static mistake => mistake.Problem)];

    /// <summary>The section without the settings that have a problem.</summary>
    public static IConfigurationSection Readable(IConfigurationSection section, Type options)
    {
        var unreadable = Mistakes(section, options).Select(static mistake => mistake.Path).ToList();
        return unreadable.Count == 0 ? section : new ConfigurationBuilder()
            .AddInMemoryCollection(section.AsEnumerable().Where(setting => !unreadable.Exists(path =>
                setting.Key.Equals(path, StringComparison.OrdinalIgnoreCase) || setting.Key.StartsWith(path + ":", StringComparison.OrdinalIgnoreCase))))
            .Build()
            .GetSection(section.Path);
    }

    private static IEnumerable<(string Path, string Problem)> Mistakes(IConfigurationSection section, Type options)
    {
        foreach (var setting in section.GetChildren())
        {
            var property = options.GetProperty(setting.Key, Settings);
            if (property?.PropertyType is { IsClass: true } inner && inner != typeof(string))
            {
                foreach (var mistake in Mistakes(setting, inner))
                {
                    yield return mistake;
                }
            }
            else if (Problem(setting, property) is { } problem)
            {
                yield return (setting.Path, problem);
            }
        }
    }

    private static string? Problem(IConfigurationSection setting, PropertyInfo? property)
    {
        if (property is null)
        {
            return $"{setting.Path} is not a setting. Check the spelling; docs/configuration.md lists all settings.";
        }

        if (property.PropertyType == typeof(IList<string>))
        {
            return setting.Value is { Length: > 0 } ? $"{setting.Path} is a list. Write its entries as {setting.Path}:0, {setting.Path}:1, ..., or as an array in JSON." : null;
        }

        return setting.Value is { Length: > 0 } value && Expected(property.PropertyType, value) is { } expected
            ? $"{setting.Path} is '{value}', which is not {expected}. docs/configuration.md describes the allowed values."
            : null;
    }

    /// <summary>What a value should be; null if it is.</summary>
    private static string? Expected(Type type, string value) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var boolean when boolean == typeof(bool) => bool.TryParse(value, out _) ? null : "true or false",
        var number when number == typeof(int) => int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) ? null : "a whole number",
        var number when number == typeof(long) => long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) ? null : "a whole number",
        var number when number == typeof(double) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? null : "a number",
        var duration when duration == typeof(TimeSpan) => TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out _) ? null : "a duration such as 00:00:30 (hh:mm:ss) or 7.00:00:00",
        { IsEnum: true } choice => Enum.TryParse(choice, value, ignoreCase: true, out _) ? null : $"one of {string.Join(", ", Enum.GetNames(choice))}",
        _ => null,
    };

    private sealed class Validation<T>(IConfigurationSection section) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options) =>
            Problems(section, typeof(T)) is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }
}
