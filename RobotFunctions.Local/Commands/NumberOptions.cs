using System.CommandLine;
using System.Globalization;

namespace RobotFunctions.Local.Commands;

/// <summary>Validation of numeric options.</summary>
internal static class NumberOptions
{
    /// <summary>Rejects numbers outside the range with a message.</summary>
    public static Option<T> Within<T>(this Option<T> option, int least, int most)
    {
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (int.TryParse(token.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && (number < least || number > most))
                {
                    result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} must be a number from {least:N0} to {most:N0}."));
                }
            }
        });
        return option;
    }
}
