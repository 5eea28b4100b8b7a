using System.Text.Json;

namespace RobotFunctions.Core.DeadLetters;

/// <summary>The JSON of dead letters, in every store.</summary>
public static class DeadLetterJson
{
    /// <summary>A letter as bytes.</summary>
    public static byte[] Write(DeadLetter letter) => JsonSerializer.SerializeToUtf8Bytes(letter, DeadLetterJsonContext.Default.DeadLetter);

    /// <summary>The record of a delivery as bytes.</summary>
    public static byte[] Write(DeliveredDeadLetter delivered) =>
        JsonSerializer.SerializeToUtf8Bytes(delivered, DeadLetterJsonContext.Default.DeliveredDeadLetter);

    /// <summary>Reads a letter.</summary>
    /// <param name="name">Where it is kept, for the message of the exception.</param>
    /// <param name="json">Its bytes.</param>
    /// <exception cref="InvalidDataException">It is damaged, or was written by a newer version.</exception>
    public static DeadLetter Read(string name, ReadOnlySpan<byte> json)
    {
        DeadLetter? letter;
        try
        {
            letter = JsonSerializer.Deserialize(json, DeadLetterJsonContext.Default.DeadLetter);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"The dead letter {name} is damaged: {exception.Message} Restore it, or check the request in the repository and delete it.",
                exception);
        }

        return letter switch
        {
            null => throw new InvalidDataException($"The dead letter {name} is empty. Check the request in the repository and delete it."),
            { Version: > DeadLetter.CurrentVersion } => throw new InvalidDataException(
                $"The dead letter {name} was written by a newer version of RobotFunctions. Deliver it with that version."),
            _ => letter,
        };
    }

    /// <summary>Reads the record of a delivery; null if it is damaged, because it is only information.</summary>
    public static DeliveredDeadLetter? ReadDelivered(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, DeadLetterJsonContext.Default.DeliveredDeadLetter);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
