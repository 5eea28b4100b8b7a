namespace RobotFunctions.Core.Enhancers;

/// <summary>The text of an exception of an author's code, for the log: even that may throw.</summary>
internal static class ExceptionText
{
    /// <summary>The exception with its stack trace, or at least its type.</summary>
    public static string Of(Exception exception)
    {
        try
        {
            return exception.ToString();
        }
#pragma warning disable CA1031 // The boundary to an author's code: an exception that cannot be shown is no reason to lose what it was about.
        catch (Exception)
#pragma warning restore CA1031
        {
            return exception.GetType().ToString();
        }
    }
}
