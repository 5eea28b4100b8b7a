namespace RobotFunctions.Core.Enhancers;

/// <summary>Formats exceptions of an author's code for the log, even if their own text throws.</summary>
internal static class ExceptionText
{
    /// <summary>The exception with its stack trace; only its type if that throws.</summary>
    public static string Of(Exception exception)
    {
        try
        {
            return exception.ToString();
        }
#pragma warning disable CA1031 // The boundary to an author's code: an exception that cannot be formatted must not hide the failure.
        catch (Exception)
#pragma warning restore CA1031
        {
            return exception.GetType().ToString();
        }
    }
}
