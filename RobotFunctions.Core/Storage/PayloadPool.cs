using System.Buffers;

namespace RobotFunctions.Core.Storage;

/// <summary>
/// The memory pool for payloads. It is one pool for all threads: the runtime's shared pool keeps an array for each thread
/// that returned one, which with arrays of megabytes and many pool threads would be most of the robot's memory.
/// </summary>
public static class PayloadPool
{
    private const int LargestBytes = 64 * 1024 * 1024;
    private const int MostIdle = 8;

    private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(LargestBytes, MostIdle);

    /// <summary>An array of at least <paramref name="length"/> bytes, with undefined content.</summary>
    public static byte[] Rent(int length) => Pool.Rent(length);

    /// <summary>Returns an array, which must no longer be in use.</summary>
    public static void Return(byte[] rented) => Pool.Return(rented);
}
