using System.Text;
using YamlDotNet.Core;

namespace RobotFunctions.Keywords;

/// <summary>Finds and opens a taxonomy file.</summary>
internal static class TaxonomyFile
{
    /// <summary>The maximum length of the file, in bytes. Every character of a term uses memory for the lifetime of the robot.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Reads the taxonomy at a path, which may be relative to the working folder or to the app's own.</summary>
    /// <exception cref="TaxonomyException">The taxonomy is missing or invalid.</exception>
    public static Taxonomy Read(string path)
    {
        var file = File.Exists(path) ? path : Path.Combine(AppContext.BaseDirectory, path);
        if (!File.Exists(file))
        {
            throw new TaxonomyException(path, "The file does not exist. Set Keywords:Taxonomy to the path of the taxonomy.");
        }

        try
        {
            if (new FileInfo(file).Length > MaxBytes)
            {
                throw new TaxonomyException(path, $"The file has more than {MaxBytes} bytes. Split the taxonomy over several robots.");
            }

            using var text = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return new TaxonomyReader(path, text).Read();
        }
        catch (YamlException error)
        {
            throw new TaxonomyException(path, error.End.Line, $"This is neither YAML nor JSON. {error.Message} Correct the line, or the one before.");
        }
        catch (DecoderFallbackException)
        {
            throw new TaxonomyException(path, "The file is not UTF-8. Save it as UTF-8.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TaxonomyException(path, $"The file cannot be read: {error.Message}");
        }
    }
}
