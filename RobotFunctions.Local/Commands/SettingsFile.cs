using System.Text.Json;

namespace RobotFunctions.Local.Commands;

/// <summary>The JSON file of the settings.</summary>
internal static class SettingsFile
{
    /// <summary>The file in the current folder that is read if a command line names none; it may be missing.</summary>
    public const string DefaultName = "appsettings.json";

    /// <summary>The settings of the file, by their configuration keys.</summary>
    /// <exception cref="InvalidDataException">The file is missing, cannot be read or is malformed. The message contains no value: it may be a secret.</exception>
    public static IEnumerable<KeyValuePair<string, string?>> Read(string? name)
    {
        var path = Path.GetFullPath(name ?? DefaultName);
        if (name is null && !File.Exists(path))
        {
            return [];
        }

        try
        {
            return [.. new ConfigurationBuilder().AddJsonStream(new MemoryStream(Content(path))).Build().AsEnumerable()];
        }
        catch (JsonException malformed)
        {
            throw new InvalidDataException($"{path}, line {malformed.LineNumber + 1}, character {malformed.BytePositionInLine + 1}: this is not JSON. Check the quotes, commas and brackets there.", malformed);
        }
        catch (FormatException malformed)
        {
            throw new InvalidDataException($"{path}: {malformed.Message} Write one JSON object, and each setting once.", malformed);
        }
    }

    private static byte[] Content(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception unreadable) when (unreadable is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"The settings file {path} does not exist. Check --config.", unreadable);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path} cannot be read: {unreadable.Message} Make it a file that this user can read, or remove it.", unreadable);
        }
    }
}
