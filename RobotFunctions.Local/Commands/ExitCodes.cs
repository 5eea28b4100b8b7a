namespace RobotFunctions.Local.Commands;

/// <summary>The exit codes of the commands.</summary>
internal static class ExitCodes
{
    /// <summary>Success.</summary>
    public const int Success = 0;

    /// <summary>The command ran, and its result is a failure: a check failed or a reference was not enhanced.</summary>
    public const int Failure = 1;

    /// <summary>The command could not run: invalid arguments, a missing file, or an invalid configuration.</summary>
    public const int Usage = 2;

    /// <summary>Interrupted by Ctrl+C or SIGTERM, following the shell convention.</summary>
    public const int Interrupted = 130;
}
