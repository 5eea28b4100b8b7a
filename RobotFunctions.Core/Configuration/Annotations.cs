using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RobotFunctions.Core.Configuration;

/// <summary>Validates options by their attributes, with messages that name the setting by its configuration path.</summary>
internal static class Annotations
{
    /// <summary>Validates options by their attributes; an error stops the host at start.</summary>
    public static OptionsBuilder<T> ValidateAnnotations<T>(this OptionsBuilder<T> builder, string section)
        where T : class
    {
        builder.Services.AddSingleton<IValidateOptions<T>>(new Validation<T>(section));
        return builder;
    }

    /// <summary>The validation errors of options that were read from <paramref name="section"/>.</summary>
    public static List<string> Problems(string section, object options)
    {
        var problems = new List<ValidationResult>();
        foreach (var setting in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var context = new ValidationContext(options) { MemberName = setting.Name, DisplayName = $"{section}:{setting.Name}" };
            Validator.TryValidateProperty(setting.GetValue(options), context, problems);
        }

        return problems.ConvertAll(static problem => problem.ErrorMessage!);
    }

    private sealed class Validation<T>(string section) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options) =>
            Problems(section, options) is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }
}
