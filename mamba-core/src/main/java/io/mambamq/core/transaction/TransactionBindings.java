// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.transaction;

import io.mambamq.protocol.transaction.TransactionId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The transaction numbers that a session has in use. There are few at a time, so they are looked through. */
public final class TransactionBindings {
    private record Binding(int number, Branch branch) {}

    private final int countMax;
    private final List<Binding> bindings = new ArrayList<>(1);

    public TransactionBindings(int countMax) {
        this.countMax = countMax;
    }

    /** Null if the number is free. */
    public @Nullable Branch find(int number) {
        for (int i = 0; i < bindings.size(); i++) {
            if (bindings.get(i).number == number) {
                return bindings.get(i).branch;
            }
        }
        return null;
    }

    public boolean isFull() {
        return bindings.size() >= countMax;
    }

    /** How many numbers stand for the branch. */
    public int countOf(Branch branch) {
        int count = 0;
        for (Binding binding : bindings) {
            count += binding.branch == branch ? 1 : 0;
        }
        return count;
    }

    public void bind(int number, Branch branch) {
        branch.bound();
        bindings.add(new Binding(number, branch));
    }

    /** Null if the number was free. */
    public @Nullable Branch unbind(int number) {
        Branch branch = find(number);
        if (branch != null) {
            branch.unbound();
            bindings.removeIf(binding -> binding.number == number);
        }
        return branch;
    }

    /** Frees every number that stands for the transaction and returns it; null if none did. */
    public @Nullable Branch unbindAll(TransactionId id) {
        Branch found = null;
        for (Iterator<Binding> iterator = bindings.iterator(); iterator.hasNext(); ) {
            Branch branch = iterator.next().branch;
            if (branch.id().equals(id)) {
                branch.unbound();
                iterator.remove();
                found = branch;
            }
        }
        return found;
    }

    /** Frees all numbers. */
    public void unbindEach(Consumer<Branch> consumer) {
        List<Binding> freed = List.copyOf(bindings);
        bindings.clear();
        for (Binding binding : freed) {
            binding.branch.unbound();
            consumer.accept(binding.branch);
        }
    }
}
