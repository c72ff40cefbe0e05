using System.Security.Cryptography;

namespace Users.Api.Reading.Snapshots;

/// <summary>Is a file that holds a snapshot: a header that names the format, the content, and a checksum of both.</summary>
/// <remarks>It is written beside and then renamed, so that there is always one that is whole.</remarks>
internal sealed class SnapshotFile(string path)
{
    private const int BufferSize = 128 * 1024;

    // The digit is the version of the format.
    private static readonly byte[] Header = "users snapshot 1\n"u8.ToArray();

    public string Path => path;

    public void Write(Snapshot snapshot)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        var beside = path + ".new";

        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            using var hash = SHA256.Create();
            using (var hashing = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
            using (var buffer = new BufferedStream(hashing, BufferSize))
            {
                buffer.Write(Header);
                SnapshotFormat.Write(buffer, snapshot);
            }

            file.Write(hash.Hash);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is not a snapshot of this format, or not as it was written.</exception>
    public Snapshot Read()
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize);
        ReadHeader(file);
        Verify(file);

        file.Position = 0;
        ReadHeader(file);
        return SnapshotFormat.Read(file);
    }

    private static void ReadHeader(FileStream file)
    {
        Span<byte> header = stackalloc byte[Header.Length];

        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.SequenceEqual(Header))
        {
            throw new InvalidDataException("It is not a snapshot of this format.");
        }
    }

    // First of all, so that nothing else is ever read than what was written.
    private static void Verify(FileStream file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Header);
        var buffer = new byte[BufferSize];
        var left = file.Length - Header.Length - SHA256.HashSizeInBytes;

        while (left > 0 && file.Read(buffer, 0, (int)Math.Min(left, buffer.Length)) is > 0 and var count)
        {
            hash.AppendData(buffer, 0, count);
            left -= count;
        }

        if (left != 0
            || file.ReadAtLeast(buffer, SHA256.HashSizeInBytes, throwOnEndOfStream: false) != SHA256.HashSizeInBytes
            || !buffer.AsSpan(0, SHA256.HashSizeInBytes).SequenceEqual(hash.GetHashAndReset()))
        {
            throw new InvalidDataException("Its checksum is wrong.");
        }
    }
}
