namespace RobotFunctions.Local.Commands;

/// <summary>What the commands return to the shell.</summary>
internal static class ExitCodes
{
    /// <summary>Everything went well.</summary>
    public const int Success = 0;

    /// <summary>The command ran and its result is bad: a check failed, a reference got no answer.</summary>
    public const int Failure = 1;

    /// <summary>The command could not run: wrong words, a missing file, a mistake in the configuration.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl+C or SIGTERM came before the end, as shells have it.</summary>
    public const int Interrupted = 130;
}
