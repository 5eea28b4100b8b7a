using System.Buffers;

namespace RobotFunctions.Core.Storage;

/// <summary>
/// The memory that payloads are held in while they are worked on. One pool for all threads: the runtime's own keeps an array for each thread
/// that gave one back, which at megabytes an array and a thread pool's worth of threads is most of what the robot uses.
/// </summary>
public static class PayloadPool
{
    private const int LargestBytes = 64 * 1024 * 1024;
    private const int MostIdle = 8;

    private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(LargestBytes, MostIdle);

    /// <summary>An array of at least <paramref name="length"/> bytes, whose content is anything.</summary>
    public static byte[] Rent(int length) => Pool.Rent(length);

    /// <summary>Gives an array back, which nobody may be using any more.</summary>
    public static void Return(byte[] rented) => Pool.Return(rented);
}
