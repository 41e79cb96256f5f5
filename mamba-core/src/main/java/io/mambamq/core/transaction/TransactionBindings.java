// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.transaction;

import java.util.ArrayList;
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

    public boolean isBound(Branch branch) {
        return bindings.stream().anyMatch(binding -> binding.branch == branch);
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

    /** Frees every number that stands for the branch. */
    public void unbindAll(Branch branch) {
        bindings.removeIf(binding -> {
            if (binding.branch == branch) {
                branch.unbound();
            }
            return binding.branch == branch;
        });
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
