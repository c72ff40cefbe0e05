using System.Security.Cryptography;
using System.Text;

namespace KafkaRider.Views.Internal;

/// <summary>Represents a file that holds a snapshot: what it is, up to where in the topic it goes, the state, and a checksum of all that.</summary>
/// <param name="path">The file.</param>
/// <param name="format">What the state is written as.</param>
/// <remarks>It is written beside and then renamed, so that there is always one that is whole.</remarks>
internal sealed class SnapshotFile(string path, string format)
{
    private const int BufferSize = 128 * 1024;

    // The digit is the version of what is around the state.
    private readonly byte[] _header = Encoding.UTF8.GetBytes($"kafka view 1\n{format}\n");

    public string Path => path;

    public void Write(IReadOnlyCollection<FollowMark> marks, Action<Stream> writeState)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        var beside = path + ".new";

        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            using var hash = SHA256.Create();
            using (var hashing = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
            using (var buffer = new BufferedStream(hashing, BufferSize))
            {
                buffer.Write(_header);
                SnapshotMarks.Write(buffer, marks);
                writeState(buffer);
            }

            file.Write(hash.Hash);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    /// <summary>Opens the file, which stays as it is for this reader, whatever takes its place.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is not a snapshot of this format, or not as it was written.</exception>
    public OpenSnapshot Open()
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize);

        try
        {
            ReadHeader(file);
            Verify(file);
            file.Position = _header.Length;
            return new(path, SnapshotMarks.Read(file), new SnapshotState(file, file.Length - SHA256.HashSizeInBytes));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void ReadHeader(FileStream file)
    {
        var header = new byte[_header.Length];

        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.AsSpan().SequenceEqual(_header))
        {
            throw new InvalidDataException("It is not a snapshot of this format.");
        }
    }

    // First of all, so that nothing else is ever read than what was written.
    private void Verify(FileStream file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_header);
        var buffer = new byte[BufferSize];
        var left = file.Length - _header.Length - SHA256.HashSizeInBytes;

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
