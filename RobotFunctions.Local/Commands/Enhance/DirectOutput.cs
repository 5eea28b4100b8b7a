using Microsoft.Win32.SafeHandles;

namespace RobotFunctions.Local.Commands.Enhance;

/// <summary>Standard output, or a device, to which lines are written as they come.</summary>
internal static class DirectOutput
{
    /// <summary>Opens it. The console's own stream of .NET ignores that its reader is gone; this one does not.</summary>
    public static Stream Open(string output) => output switch
    {
        not "-" => File.Open(output, FileMode.Open, FileAccess.Write),
        _ when OperatingSystem.IsWindows() => Console.OpenStandardOutput(),
        _ => new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0),
    };
}

/// <summary>Nobody reads the results any more, as after <c>| head</c>.</summary>
internal sealed class ReaderGoneException() : Exception("The reader of the output is gone.");
