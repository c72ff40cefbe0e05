namespace KafkaRider.Views;

/// <summary>Represents a view whose state can be kept in a file, so that a restart need not read the whole topic again.</summary>
public interface ISnapshotView
{
    /// <summary>Gets what the state is written as, such as <c>counters 1</c>. A file that says anything else is ignored.</summary>
    /// <value>A line of text. Change it whenever former files cannot be read any more, or would say something else.</value>
    string SnapshotFormat { get; }

    /// <summary>Gets what the view holds, for the log.</summary>
    /// <value>Some words, such as <c>3 users</c>. By default, the name of the type.</value>
    string SnapshotContent => GetType().Name;

    /// <summary>Copies the state.</summary>
    /// <returns>What writes the copy to a stream. It is called later, while the view goes on.</returns>
    /// <remarks>Is called between two records, and holds up those that come next.</remarks>
    Action<Stream> CaptureSnapshot();

    /// <summary>Takes the state of a file into this view, which is empty.</summary>
    /// <param name="stream">What was written.</param>
    /// <remarks>If this throws, the view is cleared and all records are read.</remarks>
    void RestoreSnapshot(Stream stream);
}
