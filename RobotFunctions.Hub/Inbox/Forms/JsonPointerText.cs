namespace RobotFunctions.Hub.Inbox.Forms;

/// <summary>JSON pointers (RFC 6901) as text.</summary>
internal static class JsonPointerText
{
    /// <summary>The pointer to a member or an item.</summary>
    public static string Append(string pointer, string segment) =>
        $"{pointer}/{segment.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
